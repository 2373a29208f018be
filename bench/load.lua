-- For wrk: asks the paths of the file that PATHS names, one after the other, each thread from a place of its own.
local paths, at = {}, 0
for line in io.lines(os.getenv("PATHS")) do paths[#paths + 1] = line end
local threads = 0
function setup(thread) thread:set("first", threads * 7919); threads = threads + 1 end
function init() at = first or 0 end
function request() at = at + 1; return wrk.format("GET", paths[at % #paths + 1]) end
function done(summary, latency)
  local e = summary.errors
  io.write(string.format("%.0f answers a second, p50 %.2f ms, p99 %.2f ms, %d not 2xx, %d lost\n", summary.requests / summary.duration * 1e6,
    latency:percentile(50) / 1000, latency:percentile(99) / 1000, e.status, e.connect + e.read + e.write + e.timeout))
end

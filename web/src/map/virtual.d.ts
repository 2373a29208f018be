declare module "virtual:geometry" {
  const made: unknown;
  export default made;
}

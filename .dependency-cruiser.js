import { fileRooms, owners, rooms } from "./architecture.js";

const test = "[.]test[.]ts$";

const roomRules = Object.entries(rooms).map(([room, below]) => ({
  name: `${room}-imports-only-below`,
  comment: `${room} may import ${below.join(", ") || "no other room"} (architecture.js)`,
  severity: "error",
  from: { path: `^src/${room}/`, pathNot: test },
  to: { path: "^src/", pathNot: `^src/(${[room, ...below].join("|")})/` },
}));

const ownerRules = Object.entries(owners).map(([pkg, room]) => ({
  name: `only-${room}-knows-${pkg.replace("/", "-")}`,
  comment: `swapping ${pkg} must touch ${room} alone`,
  severity: "error",
  from: { pathNot: `^(src/${room}|test|bench)/|${test}` },
  to: { path: `node_modules/${pkg}/` },
}));

export default {
  forbidden: [
    ...roomRules,
    ...ownerRules,
    { name: "no-cycles", severity: "error", from: {}, to: { circular: true } },
    {
      name: "tasks-are-strangers",
      comment: "what two tasks share belongs in models, measure or explain",
      severity: "error",
      from: { path: "^src/tasks/([^/]+)/" },
      to: { path: "^src/tasks/[^/]+/", pathNot: "^src/tasks/$1/" },
    },
    {
      name: "model-families-are-strangers",
      comment: "what families share is numeric, measure, or the families linear and cluster, which all may use",
      severity: "error",
      from: { path: "^src/models/([^/]+)/" },
      to: { path: "^src/models/[^/]+/", pathNot: "^src/models/($1|linear|cluster)/" },
    },
    { name: "no-orphans", severity: "error", from: { orphan: true, path: "^src/", pathNot: "[.]d[.]ts$" }, to: {} },
    {
      name: "source-never-imports-tests",
      severity: "error",
      from: { path: "^src/", pathNot: test },
      to: { path: `^test/|${test}` },
    },
    {
      name: "files-only-at-the-doors",
      comment: "everything else is handed its data",
      severity: "error",
      from: { path: "^src/", pathNot: `^src/(${fileRooms.join("|")})/|${test}` },
      to: { path: "^(node:)?fs(/promises)?$" },
    },
  ],
  options: {
    tsConfig: { fileName: "tsconfig.json" },
    tsPreCompilationDeps: true,
    doNotFollow: { path: "node_modules" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["development", "import", "types", "node", "default"],
    },
  },
};

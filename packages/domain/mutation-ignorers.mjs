/** What is no behaviour of the engine and so is not mutated: an ignorer of Stryker says why, or nothing. */
const words = {
  shouldIgnore(path) {
    const { parent, listKey, key } = path;
    if (!parent || listKey !== "arguments") return undefined;
    if (parent.type === "CallExpression" && parent.callee.name === "invariant" && key === 1) {
      return "The words of a bug are for whoever repairs it; that it is thrown is tested.";
    }
    if (parent.type === "NewExpression" && parent.callee.name === "DomainError" && key === 1) {
      return "The words of a refusal are not behaviour; that it is thrown, and its code, are tested.";
    }
    return undefined;
  },
};

const fallbacks = {
  shouldIgnore(path) {
    const { node, parent, key } = path;
    if (parent?.type !== "LogicalExpression" || parent.operator !== "??" || key !== "right") return undefined;
    const isElement = parent.left.type === "MemberExpression" && parent.left.computed;
    const isLiteral = node.type === "UnaryExpression" || node.type === "StringLiteral";
    return isElement && isLiteral
      ? "What stands behind an element that is always there serves the type checker."
      : undefined;
  },
};

export const strykerPlugins = [
  { kind: "Ignore", name: "words", value: words },
  { kind: "Ignore", name: "fallbacks", value: fallbacks },
];

import type { Rule } from "../rule.js";

/**
 * A program that says so: crawlers, AI agents (GPTBot, ChatGPT-User, ClaudeBot, PerplexityBot …), headless browsers and
 * HTTP libraries by their user agent. Its events are left out of what tasks read; an order it placed for someone counts.
 */
export const declaredBot: Rule = {
  name: "events.user_agent",
  table: "events",
  column: "user_agent",
  title: { en: "Bots and AI agents that say so", zh: "自报身份的爬虫与 AI 代理" },
  reasons: {
    agent: { en: "the user agent names an AI agent; {n} events", zh: "User-Agent 表明是 AI 代理；共 {n} 个事件" },
    bot: {
      en: "the user agent names a crawler or a program; {n} events",
      zh: "User-Agent 表明是爬虫或程序；共 {n} 个事件",
    },
  },
  actions: ["drop", "flag", "off"],
  usually: "drop",
  reads: ["events"],
  needs: ["events"],
};

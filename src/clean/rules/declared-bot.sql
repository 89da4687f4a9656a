-- one row per user agent that names a program; a Cubot is a telephone
with agents as (
  select user_agent, lower(user_agent) as words, count(*) as events
  from events
  where user_agent is not null
  group by user_agent
),

told as (
  select
    *,
    holds(
      words,
      'gptbot|chatgpt-user|oai-searchbot|operator/|claudebot|claude-user|claude-web|claude-searchbot|anthropic-ai|perplexity|google-extended|google-agent|gemini-deep|bytespider|ccbot|cohere-ai|meta-external|mistralai-user|duckassistbot|amazonbot|novaact|diffbot|applebot-extended|youbot|deepseekbot|kimi-|qwenbot|doubao'
    ) as is_agent,
    holds(
      replace(words, 'cubot', ''),
      'bot([^a-z]|$)|crawler|spider|slurp|headlesschrome|phantomjs|puppeteer|playwright|selenium|scrapy|python-requests|python-urllib|aiohttp|httpx/|curl/|wget/|libwww|okhttp-bot|go-http-client|java/|apache-httpclient|node-fetch|axios/|facebookexternalhit|mediapartners-google|feedfetcher|lighthouse|pingdom|uptimerobot|ahrefs|semrush'
    ) as is_bot
  from agents
)

select
  case when is_agent then 'agent' else 'bot' end as reason,
  user_agent as row_id,
  events as found_rows,
  events as evidence
from told
where is_agent or is_bot

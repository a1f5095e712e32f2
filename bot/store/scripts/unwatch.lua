-- Take tickers off a channel's watchlist; a ticker watched nowhere loses its episodes. Returns, for each, whether it was there.
-- KEYS: watchlist, tickers, then for each ticker its watchers and its episodes
-- ARGV: channel, then each symbol
local gone = {}
for i = 2, #ARGV do
  local removed = redis.call('ZREM', KEYS[1], ARGV[i])
  if removed == 1 then
    local watchers, episodes = KEYS[2 * i - 1], KEYS[2 * i]
    redis.call('ZREM', watchers, ARGV[1])
    if redis.call('HINCRBY', KEYS[2], ARGV[i], -1) <= 0 then
      redis.call('HDEL', KEYS[2], ARGV[i])
      redis.call('DEL', episodes)
    end
  end
  gone[#gone + 1] = removed
end
return gone

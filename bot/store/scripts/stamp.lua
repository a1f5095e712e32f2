-- What happened to an alert since it was told, each thing once. Returns all of it (JSON).
-- KEYS: stamps of the channel
-- ARGV: fingerprint of the alert, key of the stamp, its moment (ms), its words, how many are kept
local kept = redis.call('HGET', KEYS[1], ARGV[1])
local stamps = kept and cjson.decode(kept) or {}
for _, stamp in ipairs(stamps) do
  if stamp[1] == ARGV[2] then return kept end
end
stamps[#stamps + 1] = {ARGV[2], tonumber(ARGV[3]), ARGV[4]}
if #stamps > tonumber(ARGV[5]) then table.remove(stamps, 1) end
kept = cjson.encode(stamps)
redis.call('HSET', KEYS[1], ARGV[1], kept)
return kept

-- What happened to an alert since it was told, each thing once. Returns all of it (JSON).
-- KEYS: marks of the channel
-- ARGV: fingerprint of the alert, key of the mark, its moment (ms), its words, how many are kept
local kept = redis.call('HGET', KEYS[1], ARGV[1])
local marks = kept and cjson.decode(kept) or {}
for _, mark in ipairs(marks) do
  if mark[1] == ARGV[2] then return kept end
end
marks[#marks + 1] = {ARGV[2], tonumber(ARGV[3]), ARGV[4]}
if #marks > tonumber(ARGV[5]) then table.remove(marks, 1) end
kept = cjson.encode(marks)
redis.call('HSET', KEYS[1], ARGV[1], kept)
return kept

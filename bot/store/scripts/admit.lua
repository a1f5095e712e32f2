-- Step 2: for each channel that was not told yet an outbox entry, or a held one where it wishes calm, and the cursor moves on.
-- Returns 0 when it had moved meanwhile. What quiet hours hold is looked at once more at once, by who releases: the wishes
-- may have changed since they were read.
-- KEYS: admissions, outbox, due, order, held, releases, pace, then the notification log of each channel, then for each with
--       a course what it holds
-- ARGV: fingerprint, cursor from, cursor to ('' at the end), is it the end, now (ms), this hour, the next hour (ms), number
--       of channels, the alert that this one only makes sense after ('' for none), then (channel, delivery id, delivery id
--       of that alert) each, then for the last of them, which have a course, (silent, why it waits, cap, apart,
--       mention, until (ms, of what is explained), by which alert)
local fingerprint, now, hour, n = ARGV[1], ARGV[5], ARGV[6], tonumber(ARGV[8])
if redis.call('HGET', KEYS[1], fingerprint) ~= ARGV[2] then return 0 end

-- What comes together in one turn is one message, and counts as one.
local function passes(channel, cap, together)
  if cap == 0 then return true end
  local kept, count, last = string.match(redis.call('HGET', KEYS[7], channel) or '', '^(%d+):(%d+):?(%d*)$')
  count = kept == hour and tonumber(count) or 0
  if together and kept == hour and last == now then return true end
  if count >= cap then return false end
  redis.call('HSET', KEYS[7], channel, hour .. ':' .. (count + 1) .. ':' .. (together and now or ''))
  return true
end

local straight = n - (#KEYS - 7 - n)
for i = 1, n do
  local channel, id, before = ARGV[7 + 3 * i], ARGV[8 + 3 * i], ARGV[9 + 3 * i]
  local known = redis.call('HEXISTS', KEYS[7 + i], fingerprint) == 1 or redis.call('HEXISTS', KEYS[2], id) == 1
  local alone = ARGV[9] ~= '' and redis.call('HEXISTS', KEYS[7 + i], ARGV[9]) == 0
    and redis.call('HEXISTS', KEYS[2], before) == 0 and redis.call('HEXISTS', KEYS[5], before) == 0
  if not known and not alone and redis.call('HEXISTS', KEYS[5], id) == 0 then
    local order = redis.call('INCR', KEYS[4])
    local entry = {channel = channel, alert = fingerprint, order = order, tries = 0}
    local due = now
    if i > straight then
      local at = 10 + 3 * n + 7 * (i - straight - 1)
      if ARGV[at] == '1' then entry.silent = true end
      if ARGV[at + 3] == '1' then entry.apart = true end
      if ARGV[at + 4] ~= '' then entry.mention = ARGV[at + 4] end
      local why = ARGV[at + 1]
      if why ~= 'quiet' and not passes(channel, tonumber(ARGV[at + 2]), why == 'together') then
        why, due = 'cap', ARGV[7]
      elseif why == 'explained' then
        entry.because, due = ARGV[at + 6], ARGV[at + 5]
      end
      if why ~= '' then entry.why = why end
    end
    if entry.why then
      redis.call('HSET', KEYS[5], id, cjson.encode(entry))
      redis.call('ZADD', KEYS[7 + n + i - straight], order, id)
      redis.call('ZADD', KEYS[6], 'LT', due, channel)
    else
      redis.call('HSET', KEYS[2], id, cjson.encode(entry))
      redis.call('ZADD', KEYS[3], due, id)
    end
  end
end
if ARGV[4] == '1' then redis.call('HDEL', KEYS[1], fingerprint) else redis.call('HSET', KEYS[1], fingerprint, ARGV[3]) end
return 1

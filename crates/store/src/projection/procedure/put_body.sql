UPDATE procedures SET body = :body
WHERE stream = :stream
    AND id = :id
    AND patient IS :patient
    AND start_ms IS :start_ms
    AND end_ms IS :end_ms
    AND is_open = :is_open
    AND is_waiting = :is_waiting
    AND is_voided = :is_voided
    AND is_unsettled = :is_unsettled
    AND booking IS :booking

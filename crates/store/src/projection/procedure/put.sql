INSERT INTO procedures (
    stream, id, patient, start_ms, end_ms, is_open, is_waiting, is_voided, is_unsettled, booking, body
)
VALUES (
    :stream, :id, :patient, :start_ms, :end_ms, :is_open, :is_waiting, :is_voided, :is_unsettled, :booking, :body
)
ON CONFLICT (stream) DO UPDATE SET
    patient = excluded.patient,
    start_ms = excluded.start_ms,
    end_ms = excluded.end_ms,
    is_open = excluded.is_open,
    is_waiting = excluded.is_waiting,
    is_voided = excluded.is_voided,
    is_unsettled = excluded.is_unsettled,
    booking = excluded.booking,
    body = excluded.body

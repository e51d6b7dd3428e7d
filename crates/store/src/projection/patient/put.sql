INSERT INTO patients (
    stream, id, is_unknown, uhid, nid, birth_registration, name_sounds, name_bn_key, words, body
)
VALUES (
    :stream, :id, :is_unknown, :uhid, :nid, :birth_registration, :name_sounds, :name_bn_key, :words, :body
)
ON CONFLICT (stream) DO UPDATE SET
    is_unknown = excluded.is_unknown,
    uhid = excluded.uhid,
    nid = excluded.nid,
    birth_registration = excluded.birth_registration,
    name_sounds = excluded.name_sounds,
    name_bn_key = excluded.name_bn_key,
    words = excluded.words,
    body = excluded.body

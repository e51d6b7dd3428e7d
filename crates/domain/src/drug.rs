//! Which class a drug belongs to, by its name: so that an allergy is seen although nobody said the
//! class. Generic names and their usual spellings in both scripts; a trade name is not recognised.

/// Parts of names that give a drug away, with the class it then belongs to (`Allergy::class`).
/// Looked for in this order: co-amoxiclav is a penicillin before anything else.
const PARTS: &[(&str, &[&str])] = &[
    ("penicillin", &["cillin", "amoxiclav", "clavulan", "সিলিন", "অ্যামক্সিক্লাভ"]),
    ("cephalosporin", &["cef", "ceph", "সেফ"]),
    ("sulfonamide", &["sulfa", "sulpha", "trimoxazole", "সালফা", "ট্রাইমোক্সাজল"]),
    (
        "nsaid",
        &[
            "diclofenac",
            "ketorolac",
            "ibuprofen",
            "naproxen",
            "indomet",
            "aspirin",
            "aceclofenac",
            "piroxicam",
            "meloxicam",
            "celecoxib",
            "etoricoxib",
            "ketoprofen",
            "ডাইক্লোফেনাক",
            "কিটোরোলাক",
            "আইবুপ্রোফেন",
        ],
    ),
    (
        "opioid",
        &[
            "morphine",
            "pethidine",
            "fentanyl",
            "tramadol",
            "nalbuphine",
            "codeine",
            "oxycodone",
            "tapentadol",
            "মরফিন",
            "প্যাথিডিন",
            "ফেন্টানিল",
            "ট্রামাডল",
            "নালবুফিন",
        ],
    ),
    (
        "local_anaesthetic",
        &["lidocaine", "lignocaine", "bupivacaine", "ropivacaine", "prilocaine", "লিডোকেইন", "লিগনোকেইন", "বুপিভাকেইন"],
    ),
    ("iodine", &["iodine", "iodide", "iohexol", "iopamidol", "আয়োডিন"]),
];

/// The class of a drug whose name says it; none means not recognised, never that there is no class.
pub fn class_of(name: &str) -> Option<&'static str> {
    let name = name.to_lowercase();
    PARTS.iter().find(|(_, parts)| parts.iter().any(|part| name.contains(part))).map(|(class, _)| *class)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amoxicillin_is_a_penicillin_although_nobody_said_so() {
        for (name, class) in [
            ("Amoxicillin", "penicillin"),
            ("Inj. FLUCLOXACILLIN 500 mg", "penicillin"),
            ("Co-amoxiclav", "penicillin"),
            ("Ceftriaxone", "cephalosporin"),
            ("সেফট্রিয়াক্সোন", "cephalosporin"),
            ("Co-trimoxazole", "sulfonamide"),
            ("Ketorolac", "nsaid"),
            ("Pethidine", "opioid"),
            ("0.5% heavy bupivacaine", "local_anaesthetic"),
            ("Povidone-iodine", "iodine"),
        ] {
            assert_eq!(class_of(name), Some(class), "{name}");
        }
    }

    #[test]
    fn what_is_not_recognised_is_not_guessed() {
        for name in ["", "Oxytocin", "Propofol", "Metronidazole", "Paracetamol", "🧪"] {
            assert_eq!(class_of(name), None, "{name}");
        }
    }
}

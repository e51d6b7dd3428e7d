//! Names as people of a Bangladeshi district bear them, in both scripts.

type Name = (&'static str, &'static str);

pub const WOMEN: &[Name] = &[
    ("Shahida", "শাহিদা"),
    ("Nasrin", "নাসরিন"),
    ("Moushumi", "মৌসুমী"),
    ("Taslima", "তাসলিমা"),
    ("Halima", "হালিমা"),
    ("Amena", "আমেনা"),
    ("Rahela", "রাহেলা"),
    ("Sufia", "সুফিয়া"),
    ("Rokeya", "রোকেয়া"),
    ("Selina", "সেলিনা"),
    ("Anowara", "আনোয়ারা"),
    ("Jahanara", "জাহানারা"),
    ("Fatema", "ফাতেমা"),
    ("Khadija", "খাদিজা"),
    ("Ayesha", "আয়েশা"),
    ("Marium", "মরিয়ম"),
    ("Rehana", "রেহানা"),
    ("Shirin", "শিরিন"),
    ("Parul", "পারুল"),
    ("Rina", "রিনা"),
    ("Kohinoor", "কোহিনুর"),
    ("Monowara", "মনোয়ারা"),
    ("Nurjahan", "নুরজাহান"),
    ("Sabina", "সাবিনা"),
    ("Lovely", "লাভলী"),
    ("Bilkis", "বিলকিস"),
    ("Momtaz", "মমতাজ"),
    ("Hosne Ara", "হোসনে আরা"),
    ("Asma", "আসমা"),
    ("Dilruba", "দিলরুবা"),
];

pub const MEN: &[Name] = &[
    ("Abdul Karim", "আব্দুল করিম"),
    ("Jalal Uddin", "জালাল উদ্দিন"),
    ("Habibur", "হাবিবুর"),
    ("Nur Islam", "নূর ইসলাম"),
    ("Sobhan", "সোবহান"),
    ("Joynal Abedin", "জয়নাল আবেদীন"),
    ("Abdul Kadir", "আব্দুল কাদির"),
    ("Ripon", "রিপন"),
    ("Bulbul", "বুলবুল"),
    ("Rafiqul", "রফিকুল"),
    ("Abdul Malek", "আব্দুল মালেক"),
    ("Harun", "হারুন"),
    ("Selim", "সেলিম"),
    ("Mannan", "মান্নান"),
    ("Aminul", "আমিনুল"),
    ("Shahjahan", "শাহজাহান"),
    ("Delwar", "দেলোয়ার"),
    ("Mofizul", "মফিজুল"),
    ("Nazrul", "নজরুল"),
    ("Siddiqur", "সিদ্দিকুর"),
    ("Ruhul Amin", "রুহুল আমিন"),
    ("Golam Mostafa", "গোলাম মোস্তফা"),
    ("Shamsul", "শামসুল"),
    ("Monir", "মনির"),
    ("Alamgir", "আলমগীর"),
    ("Babul", "বাবুল"),
    ("Khairul", "খাইরুল"),
    ("Motaleb", "মোতালেব"),
    ("Tofazzal", "তোফাজ্জল"),
    ("Yunus", "ইউনুস"),
];

pub const WOMENS_SURNAMES: &[Name] = &[
    ("Khatun", "খাতুন"),
    ("Begum", "বেগম"),
    ("Akter", "আক্তার"),
    ("Parvin", "পারভীন"),
    ("Rani Das", "রানী দাস"),
    ("Sultana", "সুলতানা"),
];

pub const MENS_SURNAMES: &[Name] = &[
    ("Mia", "মিয়া"),
    ("Rahman", "রহমান"),
    ("Islam", "ইসলাম"),
    ("Hossain", "হোসেন"),
    ("Uddin", "উদ্দিন"),
    ("Sarkar", "সরকার"),
    ("Ahmed", "আহমেদ"),
];

pub const VILLAGES: &[&str] = &[
    "Jashodal",
    "Latibabad",
    "Maijkhapan",
    "Binnati",
    "Danapatuli",
    "Korsha Kariail",
    "Baulai",
    "Maria",
    "Rashidabad",
    "Mohinanda",
];

pub const UPAZILAS: &[&str] = &["Kishoreganj Sadar", "Karimganj", "Katiadi", "Hossainpur", "Pakundia", "Tarail"];

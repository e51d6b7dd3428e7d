//! A Redis of the tests' own, gone with the test.

pub struct Redis {
    server: servers::Redis,
}

impl Redis {
    pub fn start() -> Redis {
        Redis { server: servers::Redis::temporary().unwrap() }
    }

    pub fn url(&self) -> String {
        self.server.url()
    }

    pub fn go(&mut self) {
        self.server.go().unwrap();
    }

    pub fn kill(&mut self) {
        self.server.kill().unwrap();
    }

    /// The answer to one command; none while it is down.
    pub fn ask<T: redis::FromRedisValue>(&self, words: &[&str]) -> Option<T> {
        let mut connection = redis::Client::open(self.url()).ok()?.get_connection().ok()?;
        let mut command = redis::cmd(words[0]);
        for word in &words[1..] {
            command.arg(*word);
        }
        command.query(&mut connection).ok()
    }

    pub fn hits(&self) -> u64 {
        let stats: String = self.ask(&["INFO", "stats"]).unwrap();
        let line = stats.lines().find_map(|line| line.strip_prefix("keyspace_hits:")).unwrap();
        line.trim().parse().unwrap()
    }
}

//! How long the machine has been running: a clock that nobody can set, and that goes on while the
//! program is closed.

use uuid::Uuid;

/// Time since the machine started. Two of the same `boot` can be compared, and no others.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Uptime {
    /// The start of the machine from which it is counted.
    pub boot: Uuid,
    pub ms: i64,
}

impl Uptime {
    /// None where the system does not tell.
    pub fn now() -> Option<Self> {
        read()
    }
}

#[cfg(target_os = "linux")]
fn read() -> Option<Uptime> {
    let boot = std::fs::read_to_string("/proc/sys/kernel/random/boot_id").ok()?;
    let uptime = std::fs::read_to_string("/proc/uptime").ok()?;
    let seconds: f64 = uptime.split_whitespace().next()?.parse().ok()?;
    Some(Uptime { boot: boot.trim().parse().ok()?, ms: (seconds * 1000.0) as i64 })
}

/// Elsewhere the standard library has no such clock: a wait begins anew when the program does.
#[cfg(not(target_os = "linux"))]
fn read() -> Option<Uptime> {
    None
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;

    #[test]
    fn it_goes_on_and_stays_within_one_start_of_the_machine() {
        let (earlier, later) = (Uptime::now().unwrap(), Uptime::now().unwrap());
        assert_eq!(earlier.boot, later.boot);
        assert!(earlier.ms > 0 && earlier.ms <= later.ms);
    }
}

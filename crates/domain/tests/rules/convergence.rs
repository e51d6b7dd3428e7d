//! Every replica that holds the same facts shows the same procedure.

use crate::theatre::{Terminal, any_command, request};
use domain::fold::Stream;
use domain::procedure::{Command, Procedure};
use proptest::prelude::*;

#[derive(Clone, Debug)]
enum Step {
    Record { terminal: usize, actor: u128, command: Box<Command> },
    Exchange { from: usize, to: usize },
}

fn any_step() -> impl Strategy<Value = Step> {
    prop_oneof![
        4 => (0usize..3, 0u128..4, any_command())
            .prop_map(|(terminal, actor, command)| Step::Record { terminal, actor, command: command.into() }),
        1 => (0usize..3, 0usize..3).prop_map(|(from, to)| Step::Exchange { from, to }),
    ]
}

fn play(steps: Vec<Step>) -> Vec<Terminal> {
    let mut terminals = ["T1", "T2", "T3"].map(Terminal::new);
    terminals[0].record(0, request(true)).unwrap();
    for to in 1..3 {
        let (from, rest) = terminals.split_at_mut(to);
        rest[0].receive(&from[0]);
    }
    for step in steps {
        match step {
            // A refusal is an answer too; nothing is recorded then.
            Step::Record { terminal, actor, command } => drop(terminals[terminal].record(actor, *command)),
            Step::Exchange { from, to } if from != to => {
                let taken = std::mem::replace(&mut terminals[from], Terminal::new("T0"));
                terminals[to].receive(&taken);
                terminals[from] = taken;
            }
            Step::Exchange { .. } => {}
        }
    }
    terminals.into()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn the_fold_is_the_same_for_every_order_of_arrival(
        steps in prop::collection::vec(any_step(), 1..60),
        seed in any::<u64>(),
    ) {
        let mut terminals = play(steps);
        let (first, others) = terminals.split_at_mut(1);
        others.iter().for_each(|other| first[0].receive(other));
        let mut facts = first[0].facts.clone();
        let expected = serde_json::to_string(&Stream::<Procedure>::fold(&facts)).unwrap();
        // Fisher-Yates with a small generator of our own: any permutation may come.
        let mut state = seed | 1;
        for i in (1..facts.len()).rev() {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            facts.swap(i, (state >> 33) as usize % (i + 1));
        }
        facts.extend(facts.first().cloned());
        prop_assert_eq!(&expected, &serde_json::to_string(&Stream::<Procedure>::fold(&facts)).unwrap());
    }

    #[test]
    fn taking_facts_one_by_one_equals_folding_them_all(steps in prop::collection::vec(any_step(), 1..60)) {
        for terminal in play(steps) {
            let mut grown = Stream::<Procedure>::default();
            for (i, fact) in terminal.facts.iter().enumerate() {
                if !grown.extend(fact) {
                    grown = Stream::fold(&terminal.facts[..=i]);
                }
            }
            prop_assert_eq!(&grown, &terminal.stream());
        }
    }

    #[test]
    fn a_fact_without_its_cause_waits(steps in prop::collection::vec(any_step(), 5..40), lost in any::<prop::sample::Index>()) {
        let terminal = &play(steps)[0];
        let mut facts = terminal.facts.clone();
        let lost = facts.remove(lost.index(facts.len()));
        let folded = Stream::<Procedure>::fold(&facts);
        prop_assert_eq!(folded.version as usize + folded.waiting.len(), facts.len());
        facts.push(lost);
        prop_assert_eq!(Stream::<Procedure>::fold(&facts), terminal.stream());
    }
}

//! A family: people who name their mothers.

// ANCHOR: record
/// A line of the church book.
pub struct Record {
    /// The year of birth.
    pub born: u16,
    /// The number of the mother's line. She stands above her children.
    pub mother: Option<u32>,
}
// ANCHOR_END: record

/// Everybody has a block of their own.
pub mod linked {
    use std::cell::RefCell;
    use std::rc::Rc;

    use super::Record;

    // ANCHOR: linked
    /// A person, in a block with two counts and a flag.
    pub type Link = Rc<RefCell<Person>>;

    /// What is known of somebody.
    pub struct Person {
        /// The year of birth.
        pub born: u16,
        /// The mother, if she is known.
        pub mother: Option<Link>,
    }

    /// Makes everybody, in the order of the lines.
    pub fn family(records: &[Record]) -> Vec<Link> {
        let mut people: Vec<Link> = Vec::with_capacity(records.len());
        for record in records {
            let mother = record.mother.map(|line| Rc::clone(&people[line as usize]));
            let born = record.born;
            people.push(Rc::new(RefCell::new(Person { born, mother })));
        }
        people
    }
    // ANCHOR_END: linked
}

/// Everybody is in one block.
pub mod indexed {
    use super::Record;

    // ANCHOR: indexed
    /// What is known of somebody.
    pub struct Person {
        /// The year of birth.
        pub born: u16,
        /// The place of the mother in the list.
        pub mother: Option<u32>,
    }

    /// Makes everybody, in the order of the lines.
    pub fn family(records: &[Record]) -> Vec<Person> {
        let person = |record: &Record| Person {
            born: record.born,
            mother: record.mother,
        };
        records.iter().map(person).collect()
    }

    /// The year in which the oldest known ancestor of somebody was born.
    pub fn oldest_ancestor(people: &[Person], of: u32) -> u16 {
        let mut here = &people[of as usize];
        while let Some(mother) = here.mother {
            here = &people[mother as usize];
        }
        here.born
    }
    // ANCHOR_END: indexed
}

#[cfg(test)]
mod tests {
    use super::*;

    fn records() -> [Record; 3] {
        [(1921, None), (1948, Some(0)), (1975, Some(1))]
            .map(|(born, mother)| Record { born, mother })
    }

    #[test]
    fn an_index_names_a_person() {
        let records = records();
        // ANCHOR: used
        let mut people = indexed::family(&records);
        assert_eq!(indexed::oldest_ancestor(&people, 2), 1921);
        people[0].born = 1920; // no `RefCell` needed
        assert_eq!(indexed::oldest_ancestor(&people, 2), 1920);
        // ANCHOR_END: used
    }

    #[test]
    fn links_lead_to_the_same_people() {
        let people = linked::family(&records());
        let mother = people[2].borrow().mother.clone().expect("a mother");
        assert_eq!(mother.borrow().born, 1948);
    }
}

/// An entry that was delivered and not acknowledged.
struct StreamDelivery {
    /// When it was delivered last, in milliseconds since 1970.
    var time: Int
    /// How often it was delivered.
    var count: Int
    /// To whom; nil only while it is made.
    var consumer: StreamConsumer.Number?
}

/// A consumer of a group.
struct StreamConsumer {
    /// A consumer's place in its group, for as long as it exists.
    typealias Number = Int

    let name: ByteString
    /// When it was active last, in milliseconds since 1970.
    var seen: Int
    /// The entries that were delivered to it; what else is known of them is in the group.
    var pending = StreamIDMap<Void>()
}

/// A group of consumers.
struct StreamGroup {
    let name: ByteString
    /// The last entry that was delivered.
    var lastID: StreamID
    /// How many entries were read; nil when nobody knows.
    var entriesRead: Int?
    private(set) var pending = StreamIDMap<StreamDelivery>()
    private var slots: ContiguousArray<StreamConsumer?> = []
    /// The numbers of the consumers in the order of their names.
    private(set) var consumerNumbers: ContiguousArray<StreamConsumer.Number> = []

    init(name: ByteString, lastID: StreamID, entriesRead: Int?) {
        self.name = name
        self.lastID = lastID
        self.entriesRead = entriesRead
    }
}

// Consumers.
extension StreamGroup {
    /// The consumer with a number.
    func consumer(_ number: StreamConsumer.Number) -> StreamConsumer? { slots[number] }

    /// Visits the consumers in the order of their names.
    func forEachConsumer(_ visit: (borrowing StreamConsumer) -> Void) {
        for number in consumerNumbers {
            if let consumer = slots[number] { visit(consumer) }
        }
    }

    /// The number of a consumer by its name.
    func findConsumer(_ name: ByteString) -> StreamConsumer.Number? {
        let rank = rank(name)
        guard rank < consumerNumbers.count, slots[consumerNumbers[rank]]?.name == name else {
            return nil
        }
        return consumerNumbers[rank]
    }

    /// Adds a consumer that is known to be absent.
    @discardableResult
    mutating func addConsumer(_ name: ByteString, seen: Int) -> StreamConsumer.Number {
        let consumer = StreamConsumer(name: name, seen: seen)
        let rank = rank(name)
        let number = slots.count == consumerNumbers.count ? nil : slots.firstIndex { $0 == nil }
        if let number {
            slots[number] = consumer
        } else {
            slots.append(consumer)
        }
        consumerNumbers.insert(number ?? slots.count - 1, at: rank)
        return consumerNumbers[rank]
    }

    /// Removes a consumer with what is pending for it, and returns how much that was.
    mutating func removeConsumer(_ number: StreamConsumer.Number) -> Int {
        guard let consumer = slots[number] else { return 0 }
        consumer.pending.forEach { entry in
            pending.remove(entry.id)
            return true
        }
        consumerNumbers.removeAll { $0 == number }
        slots[number] = nil
        return consumer.pending.count
    }

    /// Notes that a consumer is active.
    mutating func seeConsumer(_ number: StreamConsumer.Number, at time: Int) {
        slots[number]?.seen = time
    }

    /// How many consumers have a name before one.
    private func rank(_ name: ByteString) -> Int {
        var low = 0
        var high = consumerNumbers.count
        while low < high {
            let middle = (low + high) / 2
            if let other = slots[consumerNumbers[middle]], other.name < name {
                low = middle + 1
            } else {
                high = middle
            }
        }
        return low
    }
}

// Deliveries.
extension StreamGroup {
    /// Notes a delivery; the consumer that had it before loses it.
    mutating func deliver(_ id: StreamID, _ delivery: StreamDelivery) {
        if !pending.insert(id, delivery) {
            var former: StreamConsumer.Number?
            pending.update(id) { old in
                former = old.consumer
                old = delivery
            }
            guard former != delivery.consumer else { return }
            if let former { slots[former]?.pending.remove(id) }
        }
        if let consumer = delivery.consumer { slots[consumer]?.pending.insert(id, ()) }
    }

    /// Changes what is known of a delivery, but not whose it is.
    mutating func updateDelivery(_ id: StreamID, _ body: (inout StreamDelivery) -> Void) {
        pending.update(id, body)
    }

    /// Forgets a delivery, and says whether there was one.
    @discardableResult
    mutating func forget(_ id: StreamID) -> Bool {
        guard let delivery = pending.remove(id) else { return false }
        if let consumer = delivery.consumer { slots[consumer]?.pending.remove(id) }
        return true
    }
}

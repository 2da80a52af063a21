public import StdnetODM

extension Database {
    /// Opens the countries and cities of a namespace; nothing is sent.
    public static func cities(
        in backend: any Backend,
        namespace: String = ""
    ) throws(BackendError) -> Database {
        try Database(backend, namespace: namespace, models: Country.self, City.self)
    }
}

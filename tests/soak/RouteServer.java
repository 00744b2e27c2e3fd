import java.io.IOException;

/// A daemon that an exchange could run: what a trial needs of it. The policies are those of `members.conf` and `members.bird`,
/// or none that looks at anything.
interface RouteServer {
    /// A session that hears nothing.
    Place quiet(int i) throws IOException;

    /// A client of the route server with what it registered: rows of the table, and ASes of origin.
    Place member(int i, int firstRow, int rows, int firstOrigin, int origins) throws IOException;

    void start() throws IOException, InterruptedException;

    int port();

    Running running();

    /// The longest turn, of a daemon that says it.
    String longest() throws IOException;

    void stop() throws IOException, InterruptedException;

    /// Who somebody is.
    record Place(String address, int as) {
        static Place quiet(int i) {
            return new Place("127.1." + i / 250 + "." + (i % 250 + 1), 100_000 + i);
        }

        /// Below 65536, so that a community can name it.
        static Place member(int i) {
            return new Place("127.4." + i / 250 + "." + (i % 250 + 1), 10_000 + i);
        }
    }
}

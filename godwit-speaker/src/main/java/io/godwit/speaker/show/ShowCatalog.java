package io.godwit.speaker.show;

import java.util.List;
import java.util.Optional;

/// All show commands. A new one is a new file and one line here.
public final class ShowCatalog {
    private static final List<ShowCommand> ALL =
            List.of(
                    new ShowRouter(),
                    new ShowNeighbors(),
                    new ShowNeighbor(),
                    new ShowCounters(),
                    new ShowRoutes(),
                    new ShowRouteWhy(),
                    new ShowRouteWhyNot(),
                    new ShowRejected(),
                    new ShowOriginated(),
                    new ShowPolicies(),
                    new TryPolicy(),
                    new ShowRpki(),
                    new ShowRpkiPaths(),
                    new ValidateOrigin(),
                    new ShowBfd(),
                    new ShowKernel(),
                    new ShowKernelRoutes(),
                    new ShowNextHops(),
                    new ShowLanes(),
                    new ShowConfig());

    private ShowCatalog() {}

    /// Every command.
    ///
    /// @return in the order they are listed
    public static List<ShowCommand> all() {
        return ALL;
    }

    /// A command by its words.
    ///
    /// @param name e.g. `show neighbors`
    /// @return empty when there is none
    public static Optional<ShowCommand> find(String name) {
        return ALL.stream().filter(command -> command.name().equals(name)).findFirst();
    }

    /// The words of all.
    ///
    /// @return in the order they are listed
    public static List<String> names() {
        return ALL.stream().map(ShowCommand::name).toList();
    }
}

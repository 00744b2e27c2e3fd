package io.godwit.cli;

import io.godwit.cli.bench.BenchCommand;
import io.godwit.cli.change.ChangeCommands;
import io.godwit.cli.decode.DecodeCommand;
import io.godwit.cli.demo.DemoCommand;
import io.godwit.cli.importer.ImportCommand;
import io.godwit.cli.lab.LabCommands;
import io.godwit.cli.mrt.MrtCommand;
import io.godwit.cli.policy.PolicyCommands;
import io.godwit.cli.show.ShowCommands;
import io.godwit.cli.simulate.SimulateCommand;

import java.util.ArrayList;
import java.util.List;

/// Every command of `godwit`.
final class Commands {
    /// Commands that belong together in the help text.
    record Section(String title, List<Command> commands) {}

    private Commands() {}

    /// All commands in the order of the help text.
    static List<Section> sections() {
        return List.of(
                new Section("First steps", List.of(DemoCommand.command())),
                new Section("Laboratories", LabCommands.commands()),
                new Section("Daemon", List.of(RunCommand.command(), OperateCommands.stop())),
                new Section("Look", ShowCommands.commands()),
                new Section("Operate", OperateCommands.commands()),
                new Section("Change", ChangeCommands.commands()),
                new Section("Wait, for scripts", WaitCommands.commands()),
                new Section("Configuration", ConfigCommands.commands()),
                new Section("Policies", PolicyCommands.commands()),
                new Section("Move here", List.of(ImportCommand.command())),
                new Section(
                        "Tools",
                        List.of(
                                DecodeCommand.command(),
                                SimulateCommand.command(),
                                MrtCommand.stats(),
                                BenchCommand.command())),
                new Section("About", List.of(VersionCommand.command(), HelpCommand.command())));
    }

    static Grammar grammar() {
        var all = new ArrayList<Command>();
        sections().forEach(section -> all.addAll(section.commands()));
        all.add(WarmUp.command());
        return new Grammar(all);
    }
}

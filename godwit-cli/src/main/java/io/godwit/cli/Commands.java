package io.godwit.cli;

import io.godwit.cli.decode.DecodeCommand;
import io.godwit.cli.demo.DemoCommand;
import io.godwit.cli.mrt.MrtCommand;
import io.godwit.cli.show.ShowCommands;

import java.util.ArrayList;

/// Every command of `godwit`, in the order of the help text.
final class Commands {
    private Commands() {}

    static Grammar grammar() {
        var all = new ArrayList<Command>();
        all.add(DemoCommand.command());
        all.add(RunCommand.command());
        all.addAll(ShowCommands.commands());
        all.addAll(OperateCommands.commands());
        all.addAll(ConfigCommands.commands());
        all.add(DecodeCommand.command());
        all.add(MrtCommand.stats());
        all.add(VersionCommand.command());
        all.add(HelpCommand.command());
        return new Grammar(all);
    }
}

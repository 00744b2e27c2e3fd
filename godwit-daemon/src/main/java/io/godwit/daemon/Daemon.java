package io.godwit.daemon;

import io.godwit.config.model.Config;
import io.godwit.config.model.HttpConfig;
import io.godwit.config.model.Listen;
import io.godwit.daemon.bfd.UdpPaths;
import io.godwit.daemon.bfd.UdpPorts;
import io.godwit.daemon.netlink.NetlinkKernel;
import io.godwit.daemon.web.WebServer;
import io.godwit.speaker.Answer;
import io.godwit.speaker.Arguments;
import io.godwit.speaker.Command;
import io.godwit.speaker.Events;
import io.godwit.speaker.Outcome;
import io.godwit.speaker.Ports;
import io.godwit.speaker.Speaker;
import io.godwit.wire.Address;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

/// A running speaker: sockets, a thread, a control socket, a log. Several may live in one process.
///
/// ```
/// Daemon daemon = Daemon.start(config, options);
/// int status = daemon.awaitStop();
/// ```
public final class Daemon {
    private final DaemonOptions options;
    private final Speaker speaker;
    private final NioNet net;
    private final Optional<SessionFiles> sessions;
    private final NetlinkKernel kernel;
    private final UdpPaths paths;
    private final Lane lane;
    private final Thread thread;
    private final Reloading reloading;
    private final Saving saving;
    private final List<String> listening = new ArrayList<>();
    private final AtomicBoolean stopping = new AtomicBoolean();
    private Optional<ControlServer> control = Optional.empty();
    private Optional<WebServer> web = Optional.empty();
    private List<Integer> ports = List.of();
    private volatile long stopBeganNanos;
    private boolean ended;

    private Daemon(Config config, DaemonOptions options, NioNet net) {
        this.options = options;
        this.net = net;
        this.sessions = options.controlSocket().map(path -> new SessionFiles(path, options.log()));
        SystemClock clock = new SystemClock();
        ShellCommands commands = new ShellCommands();
        this.kernel =
                new NetlinkKernel((text, help) ->
                        options.log().event(new DaemonEvent.KernelTrouble(text, help)));
        this.paths =
                new UdpPaths(
                        UdpPorts.STANDARD,
                        clock,
                        new SystemEntropy(),
                        (text, help) ->
                                options.log().event(new DaemonEvent.BfdTrouble(text, help)));
        this.speaker =
                new Speaker(
                        ConfigMapping.speaker(config, options.limits(), options.version()),
                        new Ports(
                                net,
                                clock,
                                new SystemEntropy(),
                                sessions.<Events>map(files -> files).orElse(options.log()),
                                new SystemInterfaces(),
                                Optional.of(kernel),
                                commands,
                                Optional.of(paths)));
        net.attach(speaker);
        this.lane = new Lane(speaker, net, clock, options.log());
        kernel.attach(speaker, lane::post);
        commands.attach(speaker, lane::post);
        paths.attach(speaker, lane::post);
        this.reloading = new Reloading(config, options, speaker, lane);
        this.saving = new Saving(options, reloading);
        this.thread = Thread.ofPlatform().name("godwit-lane").unstarted(lane);
    }

    /// Listens, connects, and takes commands. Returns when all of that works.
    ///
    /// @param config what the speaker is
    /// @param options how it runs
    /// @return the daemon, to be stopped by [#stop], a signal or the command `stop`
    /// @throws StartFailure with the reason and what to do about it
    public static Daemon start(Config config, DaemonOptions options) throws StartFailure {
        NioNet net = open(options.log());
        Daemon daemon = new Daemon(config, options, net);
        try {
            daemon.listen(config);
            daemon.web = daemon.openWeb(config);
            if (options.controlSocket().isPresent()) {
                daemon.control =
                        Optional.of(
                                ControlServer.open(
                                        options.controlSocket().get(),
                                        daemon::command,
                                        daemon.lane));
                daemon.begin(daemon.control.get().leftOver());
            }
        } catch (StartFailure e) {
            daemon.web.ifPresent(WebServer::close);
            closeQuietly(net);
            throw e;
        }
        daemon.thread.start();
        daemon.control.ifPresent(ControlServer::start);
        daemon.web.ifPresent(WebServer::start);
        if (options.signals()) {
            daemon.handleSignals();
        }
        options.log().event(daemon.ready());
        return daemon;
    }

    private void begin(boolean killed) {
        Optional<Set<Address>> met = sessions.flatMap(files -> files.before(killed));
        if (killed) {
            lane.again(new Lane.Start(met));
        }
    }

    private static NioNet open(EventLog log) throws StartFailure {
        try {
            return new NioNet(log::event);
        } catch (IOException e) {
            throw new StartFailure("GW-3100", "no selector: " + e.getMessage(), "");
        }
    }

    private static void closeQuietly(NioNet net) {
        try {
            net.close();
        } catch (IOException ignored) {
            // The failure that brought us here is the one to tell.
        }
    }

    private void listen(Config config) throws StartFailure {
        List<Integer> bound = new ArrayList<>();
        for (Listen one : config.router().listen()) {
            int port = net.listen(one.address(), one.port());
            bound.add(port);
            listening.add(
                    one.address().map(a -> SocketAddresses.text(a, port)).orElse("*:" + port));
        }
        ports = List.copyOf(bound);
    }

    private Optional<WebServer> openWeb(Config config) throws StartFailure {
        if (config.http().isEmpty()) {
            return Optional.empty();
        }
        HttpConfig http = config.http().get();
        try {
            return Optional.of(
                    WebServer.open(
                            SocketAddresses.toSocket(http.address(), http.port()),
                            this::command,
                            lane::wakeup));
        } catch (IOException e) {
            throw SocketWords.listen(
                    e, http.text(), http.address(), http.port(), "http 127.0.0.1:9180;");
        }
    }

    private DaemonEvent ready() {
        long milliseconds =
                ProcessHandle.current()
                        .info()
                        .startInstant()
                        .map(start -> System.currentTimeMillis() - start.toEpochMilli())
                        .orElse(0L);
        return new DaemonEvent.Ready(
                listening,
                options.controlSocket().map(Object::toString).orElse(""),
                options.version(),
                milliseconds);
    }

    private void handleSignals() {
        for (String name : List.of("TERM", "INT")) {
            Signals.on(
                    name,
                    signal -> {
                        options.log()
                                .event(
                                        new DaemonEvent.SignalReceived(
                                                "SIG" + signal, "ending all sessions"));
                        stop();
                    });
        }
        Signals.on(
                "HUP",
                signal -> {
                    options.log()
                            .event(
                                    new DaemonEvent.SignalReceived(
                                            "SIG" + signal, "reading the configuration again"));
                    reloading.onSignal();
                });
    }

    /// The ports we listen on, in the order of the configuration: what a configured 0 became.
    ///
    /// @return one for each `listen`
    public List<Integer> ports() {
        return ports;
    }

    /// The port of the HTTP interface: what a configured 0 became.
    ///
    /// @return empty without one
    public OptionalInt httpPort() {
        return web.isPresent() ? OptionalInt.of(web.get().port()) : OptionalInt.empty();
    }

    /// Runs one command without a socket, as the demonstration and embedding programs do.
    ///
    /// @param name the command's words
    /// @param arguments its arguments
    /// @param answer where the answer goes, called on the lane's thread
    public void command(String name, Arguments arguments, Answer answer) {
        command(new Command(name, arguments), answer);
    }

    private void command(Command command, Answer answer) {
        switch (command.name()) {
            case "version" -> {
                if (DaemonCommands.refused(command, answer)) {
                    return;
                }
                answer.row(DaemonCommands.version(options.version()));
                answer.end(Outcome.done());
            }
            case "stop" -> {
                if (DaemonCommands.refused(command, answer)) {
                    return;
                }
                answer.end(Outcome.done());
                beginStop("");
            }
            case "reload" -> reloading.run(command.arguments(), answer);
            case "save" -> saving.run(command.arguments(), answer);
            case "rollback" ->
                    lane.post(() ->
                            speaker.submit(
                                    command,
                                    saving.undoing(speaker.configuration().undone(), answer)));
            default -> lane.post(() -> speaker.submit(command, answer));
        }
    }

    private void beginStop(String text) {
        if (stopping.compareAndSet(false, true)) {
            stopBeganNanos = System.nanoTime();
            lane.post(() -> {
                net.stopListening();
                speaker.stop(text);
            });
        }
    }

    /// Ends all sessions with Cease / Administrative Shutdown, and everything else. Returns when
    /// all is over, within two seconds.
    public void stop() {
        beginStop("");
        awaitStop();
    }

    /// Waits until somebody stopped the daemon.
    ///
    /// @return 0 after an orderly stop, 1 when it could not go on
    public int awaitStop() {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 1;
        }
        return end();
    }

    /// What is left once the lane has ended; whoever waits first does it.
    private synchronized int end() {
        if (ended) {
            return lane.crashed() ? 1 : 0;
        }
        ended = true;
        kernel.close();
        paths.close();
        web.ifPresent(WebServer::close);
        control.ifPresent(ControlServer::close);
        if (!lane.crashed()) {
            sessions.ifPresent(SessionFiles::close);
        }
        long began = stopBeganNanos;
        options.log()
                .event(
                        new DaemonEvent.Stopped(
                                began == 0 ? 0 : (System.nanoTime() - began) / 1_000_000));
        options.log().close();
        return lane.crashed() ? 1 : 0;
    }
}

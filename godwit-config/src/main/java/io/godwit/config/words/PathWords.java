package io.godwit.config.words;

import io.godwit.config.syntax.Arg;
import io.godwit.json.Json;
import io.godwit.session.AddPathOffer;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The words about several paths of a prefix.
public final class PathWords {
    private PathWords() {}

    public static final Word<AddPathOffer> ADD_PATH =
            Word.one(
                    "add-path",
                    Words.OPTIONS,
                    new Directions(),
                    new AddPathOffer(true, 0, 4),
                    "no",
                    "Several paths of a prefix (RFC 7911), if the neighbor agrees. With `receive` it"
                            + " may send them: all take part in the decision, and each counts as a"
                            + " route of the neighbor. With `send` it is told all paths that it may"
                            + " hear, or the `best` so many of them: who is behind a route server or"
                            + " reflector can choose for himself, and has another path when one goes."
                            + " `both` is both.",
                    "additional-paths",
                    "add-paths",
                    "addpath");

    public static final Word<Integer> PATHS_LIMIT =
            Word.one(
                    "paths-limit",
                    Words.OPTIONS,
                    Numbers.integer("N", "number of paths", 1, AddPathOffer.WIDEST_LIMIT),
                    4,
                    "256, and the neighbor is not asked",
                    "Asks a neighbor that may send several paths of a prefix (`add-path receive`) to"
                            + " send no more than so many (draft-abraitis-idr-addpath-paths-limit)."
                            + " More are not taken, as not everybody knows the capability: the first"
                            + " ones stay and may be replaced, of the others an event tells.",
                    "addpath-rx-paths-limit");

    public static final Word<Boolean> AIGP =
            Word.one(
                    "aigp",
                    Words.OPTIONS,
                    Texts.FLAG,
                    true,
                    "yes inside of the AS and confederation, else no",
                    "Whether AIGP, the metric all the way, is told to the neighbor and heeded when it"
                            + " says it (AIGP_SESSION, RFC 7311 §3.3). With an external neighbor it"
                            + " says that his AS and ours are of one operator; elsewhere what comes"
                            + " is left out.");

    static final List<Word<?>> ALL = List.of(ADD_PATH, PATHS_LIMIT, AIGP);

    /// `receive`, `send best 4`.
    private static final class Directions implements Argument<AddPathOffer> {
        private static final int WIDEST = 10_000;
        private static final Choice<String> DIRECTION =
                new Choice<>("a direction", List.of("no", "receive", "send", "both"), d -> d);
        private static final Argument<Integer> BEST =
                Numbers.integer("N", "number of paths", 1, WIDEST);

        @Override
        public String grammar() {
            return "no | receive | send [all | best N] | both [all | best N]";
        }

        @Override
        public String what() {
            return DIRECTION.what();
        }

        @Override
        public Optional<AddPathOffer> read(ArgumentReader args) {
            Optional<String> direction = DIRECTION.read(args);
            boolean receive =
                    direction.filter(d -> !d.equals("send") && !d.equals("no")).isPresent();
            if (direction.isEmpty() || direction.get().equals("no")) {
                return direction.map(_ -> AddPathOffer.NO);
            }
            if (direction.get().equals("receive")) {
                return Optional.of(new AddPathOffer(true, 0, 0));
            }
            return most(args).map(most -> new AddPathOffer(receive, 0, most));
        }

        private static Optional<Integer> most(ArgumentReader args) {
            if (args.isNext("best")) {
                args.skip();
                return BEST.read(args);
            }
            if (args.isNext("all")) {
                args.skip();
            }
            return Optional.of(AddPathOffer.ALL);
        }

        @Override
        public String conf(AddPathOffer value) {
            return value.words();
        }

        @Override
        public Object json(AddPathOffer value) {
            return value.words();
        }

        @Override
        public Map<String, Object> schema() {
            return Schemas.type("string");
        }

        @Override
        public Optional<List<Arg>> fromJson(Json value, JsonArguments arguments) {
            if (!(value instanceof Json.Str text)) {
                return arguments.scalar(value, this);
            }
            return Optional.of(arguments.lexed(text).stream().<Arg>map(Arg.Scalar::new).toList());
        }
    }
}

package io.godwit.speaker.show;

/// Why one neighbor is not Established: the cause, and what was seen of it.
///
/// @param trouble the cause
/// @param fact what was seen, in one line: numbers, addresses, the words of the system
/// @param next when it is tried again, in words; empty when nobody can say
record Diagnosis(Trouble trouble, String fact, Next next) {
    /// When it is tried again.
    ///
    /// @param seconds from now; 0 = nobody can say
    record Next(long seconds) {
        static final Next UNKNOWN = new Next(0);
    }

    Diagnosis(Trouble trouble, String fact) {
        this(trouble, fact, Next.UNKNOWN);
    }

    Diagnosis withNext(Next when) {
        return new Diagnosis(trouble, fact, when);
    }

    /// The same cause, with what one side told the other before.
    Diagnosis after(String earlier) {
        return earlier.equals(fact)
                ? this
                : new Diagnosis(trouble, earlier + "; now: " + fact, next);
    }

    /// One line: fact, remedy, next try.
    String english() {
        return fact
                + (trouble.remedy().isEmpty() ? "" : "; " + trouble.remedy())
                + (next.seconds == 0 ? "" : "; next try in " + next.seconds + " s");
    }

    /// The same. What was seen stays as the system and the neighbor said it.
    String chinese() {
        return trouble.chineseTitle()
                + "（"
                + fact
                + "）；"
                + trouble.chineseRemedy()
                + (next.seconds == 0 ? "" : "；" + next.seconds + " 秒后重试");
    }
}

namespace SohoSolo.Gateway.Wire;

/// <summary>Why a message of the line between gateway and hub is not taken. On the wire and in logs the kebab-case of its name.</summary>
public enum Refusal
{
    /// <summary>Larger than anything that is sent.</summary>
    TooLarge,

    /// <summary>Its signature or its MAC is missing or wrong: whatever it says, nobody has said it.</summary>
    BadSignature,

    /// <summary>Signed, and yet not what such a message must be.</summary>
    Unreadable,

    /// <summary>A message of another kind, sent to this topic.</summary>
    WrongType,

    /// <summary>Meant for another site.</summary>
    WrongSite,

    /// <summary>Meant for another generation of this gateway's keys, or from another gateway.</summary>
    WrongKey,

    /// <summary>Its counter or revision has been seen, or a higher one.</summary>
    Replayed,

    /// <summary>Its time is over.</summary>
    Expired,

    /// <summary>A change of another revision than the one that is there.</summary>
    Gap,

    /// <summary>The clocks of its writer and of its reader are too far apart.</summary>
    Skew,

    /// <summary>An answer that nobody waits for, or no longer.</summary>
    Unasked,
}

/// <summary>What was read, or why nothing was.</summary>
/// <param name="Value">Null when it was refused.</param>
/// <param name="Why">Null when it was read.</param>
public sealed record Reading<T>(T? Value, Refusal? Why)
    where T : class
{
    internal static Reading<T> Of(T? value) => value is null ? Refused(Refusal.Unreadable) : new Reading<T>(value, null);

    internal static Reading<T> Refused(Refusal why) => new(null, why);

    /// <summary>The same for what <paramref name="next"/> makes of it.</summary>
    internal Reading<TNext> Then<TNext>(Func<T, Reading<TNext>> next)
        where TNext : class =>
        Value is { } value ? next(value) : Reading<TNext>.Refused(Why!.Value);
}

/// <summary>The words of <see cref="Refusal"/>.</summary>
public static class RefusalWords
{
    /// <summary>The word in kebab-case: <c>bad-signature</c>.</summary>
    public static string Word(this Refusal why) => why switch
    {
        Refusal.TooLarge => "too-large",
        Refusal.BadSignature => "bad-signature",
        Refusal.Unreadable => "unreadable",
        Refusal.WrongType => "wrong-type",
        Refusal.WrongSite => "wrong-site",
        Refusal.WrongKey => "wrong-key",
        Refusal.Replayed => "replayed",
        Refusal.Expired => "expired",
        Refusal.Gap => "gap",
        Refusal.Skew => "skew",
        Refusal.Unasked => "unasked",
        _ => throw new System.Diagnostics.UnreachableException($"{why}"),
    };
}

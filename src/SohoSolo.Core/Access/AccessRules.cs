namespace SohoSolo.Core.Access;

/// <summary>A site's settings for its doors. All of them travel in the signed snapshot, so that a door decides alone.</summary>
public sealed record AccessRules
{
    /// <summary>A booking opens its site's doors from this long before its start.</summary>
    public TimeSpan OpensBefore { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>And until this long after its end.</summary>
    public TimeSpan ClosesAfter { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>How long a lock stays released for one grant.</summary>
    public TimeSpan Unlock { get; init; } = TimeSpan.FromSeconds(5);

    public TimeSpan HeldOpenWarning { get; init; } = TimeSpan.FromSeconds(20);

    public TimeSpan HeldOpenAlarm { get; init; } = TimeSpan.FromSeconds(45);

    /// <summary>Whether a member without a booking may come in where a desk is free and her entitlement covers it.</summary>
    public bool WalkIns { get; init; }

    /// <summary>Why these settings cannot be used, in plain words; empty when they can.</summary>
    public IReadOnlyList<string> Problems() =>
    [
        .. Within("How long before a booking the door opens", OpensBefore, TimeSpan.Zero, TimeSpan.FromHours(4)),
        .. Within("How long after a booking the door opens", ClosesAfter, TimeSpan.Zero, TimeSpan.FromHours(4)),
        .. Within("How long a door is unlocked", Unlock, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(2)),
        .. Within("When an open door is warned of", HeldOpenWarning, TimeSpan.FromSeconds(5), TimeSpan.FromHours(1)),
        .. Within("When an open door is an alarm", HeldOpenAlarm, HeldOpenWarning, TimeSpan.FromHours(1)),
    ];

    private static IEnumerable<string> Within(string what, TimeSpan value, TimeSpan least, TimeSpan most)
    {
        if (value < least || value > most)
            yield return $"{what} must be between {least.TotalSeconds:0} and {most.TotalSeconds:0} seconds, not {value.TotalSeconds:0}.";
    }
}

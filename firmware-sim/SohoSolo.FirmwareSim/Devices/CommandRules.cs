namespace SohoSolo.FirmwareSim.Devices;

/// <summary>
/// When a door controller acts on a command. With its clock set: not after <c>naf</c>. With its clock unset it cannot know how old a command is, so it unlocks only in answer to something it has
/// read itself within the last ten seconds, and not in the first two seconds of a connection, when the broker hands over what it had kept.
/// </summary>
internal static class CommandRules
{
    public const string Unlock = "unlock";
    public const string Beep = "beep";

    private static readonly TimeSpan AnswerTime = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan UsualDuration = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestDuration = TimeSpan.FromSeconds(128);

    /// <summary>Null when it acts.</summary>
    public static string? WhyNot(Command command, Board board, DateTimeOffset? lastRead, DateTimeOffset at) => command.Op switch
    {
        Beep => null,
        Unlock when board.Now(at) is { } now => Board.Epoch(now) > command.Naf.GetValueOrDefault() ? "expired" : null,
        Unlock => at - lastRead <= AnswerTime && at - board.ConnectedAt >= Settling ? null : "no-clock",
        _ => "unknown-op",
    };

    /// <summary>A bolt that was told nonsense opens for the usual time.</summary>
    public static TimeSpan Duration(Command command) => command.Ms switch
    {
        > 0 and var ms => ms < LongestDuration.TotalMilliseconds ? TimeSpan.FromMilliseconds(ms) : LongestDuration,
        _ => UsualDuration,
    };
}

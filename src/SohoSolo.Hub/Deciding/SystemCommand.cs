using SohoSolo.Storage;

namespace SohoSolo.Hub.Deciding;

/// <summary>
/// What the system itself or an operator's command does: nobody's but the system's, and never sent twice. It needs no remembered key: what it
/// decides is read again under lock, so doing it twice changes nothing.
/// </summary>
internal static class SystemCommand
{
    public const string Actor = "system";

    /// <summary>Says that the work is to be committed; nobody reads it.</summary>
    public static readonly Answer Done = new(StatusCodes.Status200OK, null, null);

    public static Command Named(string name, DateTimeOffset now) => new()
    {
        Principal = Actor,
        Key = Ids.Next(),
        Fingerprint = name,
        Actor = Actor,
        At = now,
    };
}

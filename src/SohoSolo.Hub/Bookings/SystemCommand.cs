using SohoSolo.Storage;

namespace SohoSolo.Hub.Bookings;

/// <summary>What the system itself does. It needs no remembered key: what it decides is read again under lock, so doing it twice changes nothing.</summary>
internal static class SystemCommand
{
    public const string Actor = "system";

    public static Command New(DateTimeOffset now) => new()
    {
        Principal = Actor,
        Key = Ids.Next(),
        Fingerprint = "",
        Actor = Actor,
        At = now,
    };
}

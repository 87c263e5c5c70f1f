using SohoSolo.Storage;

namespace SohoSolo.Hub.Bookings;

/// <summary>What the system itself does, by a name that makes it happen once.</summary>
internal static class SystemCommand
{
    public const string Actor = "system";

    public static Command Once(string name, DateTimeOffset now) => new()
    {
        Principal = Actor,
        Key = name,
        KeyGiven = false,
        Fingerprint = name,
        Actor = Actor,
        At = now,
    };
}

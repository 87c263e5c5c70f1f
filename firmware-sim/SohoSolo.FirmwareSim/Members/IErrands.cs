namespace SohoSolo.FirmwareSim.Members;

/// <summary>What people do with their telephones on the way: over HTTP, or in a test within the process. Null or false when it did not work.</summary>
internal interface IErrands
{
    /// <summary>The text of a guest's QR code.</summary>
    Task<string?> Pass(string booking, int guest);

    /// <summary>A new PIN, shown once.</summary>
    Task<string?> NewPin(string member);

    /// <summary>The keeper checks somebody in by hand.</summary>
    Task<bool> CheckIn(string booking);
}

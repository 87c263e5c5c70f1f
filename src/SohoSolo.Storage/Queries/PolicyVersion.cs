namespace SohoSolo.Storage;

/// <summary>A version of the rules as it was kept: its document, when it came into force, and who made it so.</summary>
public sealed record PolicyVersion(int Version, string Body, DateTimeOffset At, string By);

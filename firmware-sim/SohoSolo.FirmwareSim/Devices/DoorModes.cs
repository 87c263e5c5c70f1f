namespace SohoSolo.FirmwareSim.Devices;

/// <summary>The words of <c>door/{door}/mode</c>.</summary>
internal static class DoorModes
{
    public const string Normal = "normal";
    public const string ScheduledOpen = "scheduled-open";
    public const string HeldUnlocked = "held-unlocked";
    public const string Lockdown = "lockdown";
    public const string Evacuation = "evacuation";

    public static readonly string[] All = [Normal, ScheduledOpen, HeldUnlocked, Lockdown, Evacuation];

    /// <summary>Whether the bolt rests released.</summary>
    public static bool Frees(string mode) => mode is ScheduledOpen or HeldUnlocked or Evacuation;
}

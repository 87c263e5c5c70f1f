namespace SohoSolo.Hub.Pages.DoorLog;

public sealed class DoorLogText;

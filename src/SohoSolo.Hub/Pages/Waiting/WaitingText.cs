namespace SohoSolo.Hub.Pages.Waiting;

public sealed class WaitingText;

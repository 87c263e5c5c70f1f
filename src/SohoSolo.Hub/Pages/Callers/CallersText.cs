namespace SohoSolo.Hub.Pages.Callers;

public sealed class CallersText;

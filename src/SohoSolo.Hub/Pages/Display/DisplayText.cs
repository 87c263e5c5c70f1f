namespace SohoSolo.Hub.Pages.Display;

/// <summary>The words of the screens at doors.</summary>
public sealed class DisplayText;

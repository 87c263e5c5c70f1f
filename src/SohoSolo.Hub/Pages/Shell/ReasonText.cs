namespace SohoSolo.Hub.Pages.Shell;

/// <summary>Why something could not be done, in plain words and with what to do next, by the reason's own word.</summary>
public sealed class ReasonText;

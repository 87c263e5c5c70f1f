namespace SohoSolo.Hub.Pages.Here;

/// <summary>The words of what the code at a place opens, and of its sheet to print.</summary>
public sealed class HereText;

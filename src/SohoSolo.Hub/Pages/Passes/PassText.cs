namespace SohoSolo.Hub.Pages.Passes;

public sealed class PassText;

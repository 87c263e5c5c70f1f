namespace SohoSolo.Hub.Pages.Install;

/// <summary>The words of what is on the phone when the line is down.</summary>
public sealed class InstallText;

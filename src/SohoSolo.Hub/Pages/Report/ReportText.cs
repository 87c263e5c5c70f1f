namespace SohoSolo.Hub.Pages.Report;

/// <summary>The words of "something is not working".</summary>
public sealed class ReportText;

namespace SohoSolo.Hub.Pages.Reports;

/// <summary>No month is settled yet.</summary>
public sealed record NothingYetModel(string Title);

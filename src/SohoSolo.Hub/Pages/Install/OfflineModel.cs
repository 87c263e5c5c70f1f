namespace SohoSolo.Hub.Pages.Install;

/// <summary>Nothing: it is the same for everybody.</summary>
public sealed record OfflineModel;

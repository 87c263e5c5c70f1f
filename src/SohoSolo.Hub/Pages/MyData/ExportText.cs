namespace SohoSolo.Hub.Pages.MyData;

/// <summary>The words in what members take with them.</summary>
public sealed class ExportText;

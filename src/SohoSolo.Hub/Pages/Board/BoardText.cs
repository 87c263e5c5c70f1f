namespace SohoSolo.Hub.Pages.Board;

/// <summary>The words of a keeper's pages.</summary>
public sealed class BoardText;

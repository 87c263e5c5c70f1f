namespace SohoSolo.Hub.Pages.Directory;

public sealed class DirectoryText;

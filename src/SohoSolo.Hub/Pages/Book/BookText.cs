namespace SohoSolo.Hub.Pages.Book;

public sealed class BookText;

global using SohoSolo.Testing;
global using Xunit;

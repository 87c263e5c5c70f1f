global using SohoSolo.Core;
global using SohoSolo.FirmwareSim;
global using SohoSolo.Hub.Tests.Hubs;
global using SohoSolo.Testing;
global using Xunit;

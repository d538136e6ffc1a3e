# Every error id, with its category, its target and a message that says what to do.

BeforeDiscovery {
    # Each row provokes one error. $sandbox has one account, $uii is a call that an agent has answered, $waiting one in a queue.
    # Sent: how many requests the sandbox has seen; null where it does not matter.
    $errors = @(
        @{ Id = 'NotConnected'; Case = 'before Connect-Rcx'; Command = { Disconnect-Rcx; Clear-SentRequest $sandbox; Get-RcxActiveCall }; From = 'GetRcxActiveCall'; Category = 'ConnectionError'; Message = '*Run Connect-Rcx first*'; Sent = 0; Ends = $true }
        @{ Id = 'NotConnected'; Case = 'with a connection that was closed'; Command = { $c = Get-RcxConnection; Disconnect-Rcx; Clear-SentRequest $sandbox; Ping-RcxCall -Uii $uii -Connection $c }; From = 'PingRcxCall'; Category = 'ConnectionError'; Message = '*closed by Disconnect-Rcx. Run Connect-Rcx again.'; Sent = 0; Ends = $true }
        @{ Id = 'AccountNotChosen'; Case = 'several accounts'; Options = @{ AccountCount = 3 }; Command = { Connect-Rcx }; From = 'ConnectRcx'; Category = 'InvalidArgument'; Message = '*sees 3 accounts*-AccountId: 12440011 (Sandbox Contact Center), 12440012*12440013*'; Ends = $true }
        @{ Id = 'AuditNotWritten'; Case = 'a folder that is not there'; Command = { Connect-Rcx -AuditPath (Join-Path $TestDrive 'none/audit.jsonl') }; From = 'ConnectRcx'; Category = 'WriteError'; Message = '*its folder does not exist*Nothing was sent*-AuditPath*'; Sent = 0; Ends = $true }
        @{ Id = 'AuditNotWritten'; Case = 'a folder that is not there any more'; Command = { $folder = (New-Item (Join-Path $TestDrive 'gone') -ItemType Directory).FullName; Connect-Rcx -AuditPath "$folder/audit.jsonl"; Clear-SentRequest $sandbox; Remove-Item $folder -Recurse; Stop-RcxCall -Uii $uii -Force }; From = 'StopRcxCall'; Category = 'WriteError'; Message = 'Could not hang up*its folder does not exist*Nothing was sent*'; Target = '<uii>'; Sent = 0 }
        @{ Id = 'AuthenticationFailed'; Case = 'a wrong JWT'; Command = { Connect-Rcx -Jwt 'wrong' }; From = 'ConnectRcx'; Category = 'AuthenticationError'; Message = '*Check the client id, the client secret and the JWT*'; Ends = $true; Bad = $true }
        @{ Id = 'AuthenticationFailed'; Case = 'a wrong client secret'; Command = { Connect-Rcx -ClientSecret 'wrong' }; From = 'ConnectRcx'; Category = 'AuthenticationError'; Message = '*Check the client id*'; Ends = $true }
        @{ Id = 'AuthenticationFailed'; Case = 'a wrong RingCentral token'; Command = { Connect-Rcx -RingCentralToken 'wrong' }; From = 'ConnectRcx'; Category = 'AuthenticationError'; Message = '*did not accept the RingCentral token*'; Ends = $true }
        @{ Id = 'AuthenticationFailed'; Case = 'a wrong password'; Command = { Connect-Rcx -Credential ([pscredential]::new('dana.ruiz@sandbox.example', (ConvertTo-SecureString 'wrong' -AsPlainText))) -PlatformId aws80 }; From = 'ConnectRcx'; Category = 'AuthenticationError'; Message = '*user name, the password or the platform id*'; Ends = $true }
        @{ Id = 'AuthenticationFailed'; Case = 'a wrong API token'; Command = { Connect-Rcx -ApiToken 'wrong' }; From = 'ConnectRcx'; Category = 'AuthenticationError'; Message = '*does not accept the token*'; Ends = $true }
        @{ Id = 'AuthenticationFailed'; Case = 'a token that is refused again and again'; Command = { $sandbox.RevokeTokens(); $sandbox.AddFault(@{ Kind = 'Unauthorized'; Count = -1 }); Ping-RcxCall -Uii $uii }; From = 'PingRcxCall'; Category = 'AuthenticationError'; Message = '*was not accepted*'; Target = '<uii>' }
        @{ Id = 'AuthenticationFailed'; Case = 'new tokens that are refused too'; Command = { $sandbox.AddFault(@{ Kind = 'Unauthorized'; Count = -1; PathContains = '/activeCalls/' }); Stop-RcxCall -Uii $uii -Force }; From = 'StopRcxCall'; Category = 'AuthenticationError'; Message = '*does not accept the token*'; Target = '<uii>' }
        @{ Id = 'CallNotFound'; Case = 'a call that has ended'; Command = { $sandbox.EndCall($uii); Stop-RcxCall -Uii $uii -Force }; From = 'StopRcxCall'; Category = 'ObjectNotFound'; Message = '*has ended*Nothing was done*Get-RcxActiveCall*'; Target = '<uii>'; Sent = 1 }
        @{ Id = 'CallNotFound'; Case = 'looked for in the listing'; Command = { $sandbox.EndCall($uii); Get-RcxActiveCall -Uii $uii }; From = 'GetRcxActiveCall'; Category = 'ObjectNotFound'; Message = '*has ended*'; Target = '<uii>' }
        @{ Id = 'CallNotFound'; Case = 'in Invoke-RcxRequest'; Command = { $sandbox.EndCall($uii); Invoke-RcxRequest "/v1/admin/accounts/{accountId}/activeCalls/$uii/pingCall" -Method POST }; From = 'InvokeRcxRequest'; Category = 'ObjectNotFound'; Message = '*has ended*'; Target = '<uii>'; Sent = 1 }
        @{ Id = 'PermissionDenied'; Case = 'a user without the permission, listing'; Command = { Connect-Rcx -Jwt $sandbox.GetSecret('RestrictedJwt'); Get-RcxActiveCall }; From = 'GetRcxActiveCall'; Category = 'PermissionDenied'; Message = "*'Monitor calls'*RingCX Admin*" }
        @{ Id = 'PermissionDenied'; Case = 'a user without the permission, coaching'; Command = { Connect-Rcx -Jwt $sandbox.GetSecret('RestrictedJwt'); Add-RcxCallSession -Uii $uii Coaching 6505550123 }; From = 'AddRcxCallSession'; Category = 'PermissionDenied'; Message = "*'Coaching'*Set it in RingCX Admin*"; Target = '<uii>' }
        @{ Id = 'PermissionDenied'; Case = 'somebody else''s account'; Command = { Get-RcxQueue -AccountId 99999999 }; From = 'GetRcxQueue'; Category = 'PermissionDenied'; Message = '*RingCX Admin*'; Target = '99999999'; Sent = 1 }
        @{ Id = 'AgentNotOnCall'; Case = 'an agent without a call'; Command = { Get-RcxAgentState 'Gil Soto' | Stop-RcxCall -Force }; From = 'StopRcxCall'; Category = 'ObjectNotFound'; Message = '*gil.soto@sandbox.example is not on a call (LUNCH)*Nothing was done*Get-RcxAgentState -OnCall*'; Target = 'gil.soto@sandbox.example'; Sent = 1 }
        @{ Id = 'ActionRefused'; Case = 'a session on a waiting call'; Command = { Add-RcxCallSession -Uii $waiting Monitor }; From = 'AddRcxCallSession'; Category = 'InvalidOperation'; Message = '*refused to add a Monitor session*Get-RcxActiveCall*'; Target = '<waiting>'; Sent = 1 }
        @{ Id = 'ActionRefused'; Case = 'recording that is off already'; Command = { Set-RcxCallRecording -Uii $waiting Off }; From = 'SetRcxCallRecording'; Category = 'InvalidOperation'; Message = '*refused to stop recording*'; Target = '<waiting>'; Sent = 1 }
        @{ Id = 'ActionRefused'; Case = 'hold of a waiting call'; Command = { Set-RcxCallHold -Uii $waiting On }; From = 'SetRcxCallHold'; Category = 'InvalidOperation'; Message = '*refused to put the call on hold*'; Target = '<waiting>'; Sent = 1 }
        @{ Id = 'ActionRefused'; Case = 'a disposition that the account does not have'; Command = { Set-RcxDisposition -Uii $uii NO_SUCH }; From = 'SetRcxDisposition'; Category = 'InvalidOperation'; Message = '*refused to set the disposition NO_SUCH*'; Target = '<uii>'; Sent = 1 }
        @{ Id = 'ActionRefused'; Case = 'a queue that is closed'; Command = { Move-RcxCall -Uii $uii 40012 }; From = 'MoveRcxCall'; Category = 'InvalidOperation'; Message = '*refused*Get-RcxQueue*'; Target = '<uii>'; Sent = 1 }
        @{ Id = 'ActionRefused'; Case = 'nobody there to remove'; Command = { Remove-RcxCallSession -Uii $uii 6505550123 }; From = 'RemoveRcxCallSession'; Category = 'InvalidOperation'; Message = '*refused to remove*'; Target = '<uii>'; Sent = 1 }
        @{ Id = 'ActionRefused'; Case = 'an agent who is not logged in'; Command = { $sandbox.SetAgentPresence('sam.rivera@sandbox.example', $false, $false); Start-RcxCall sam.rivera@sandbox.example 6505550123 4155550199 }; From = 'StartRcxCall'; Category = 'InvalidOperation'; Message = '*The service says: Unable to make call: The provided agent is not logged in.*off-hook*Get-RcxAgent*'; Target = 'sam.rivera@sandbox.example'; Sent = 2; Bad = $true }
        @{ Id = 'ActionRefused'; Case = 'an office e-mail in place of the agent''s user name'; Command = { Start-RcxCall sam.rivera@office.example 6505550123 4155550199 }; From = 'StartRcxCall'; Category = 'InvalidOperation'; Message = '*The provided agent is not logged in.*Get-RcxAgent*'; Target = 'sam.rivera@office.example'; Sent = 2; Bad = $true }
        @{ Id = 'ActionRefused'; Case = 'an agent who is on a call'; Command = { Start-RcxCall paco.vu@sandbox.example 6505550123 4155550199 }; From = 'StartRcxCall'; Category = 'InvalidOperation'; Message = '*available*'; Target = 'paco.vu@sandbox.example'; Sent = 2 }
        @{ Id = 'ActionRefused'; Case = 'false for hanging up'; Command = { $sandbox.AddFault(@{ Kind = 'Refused' }); Stop-RcxCall -Uii $uii -Force }; From = 'StopRcxCall'; Category = 'InvalidOperation'; Message = '*refused to hang up*'; Target = '<uii>'; Sent = 1 }
        @{ Id = 'ActionRefused'; Case = 'false for a ping'; Command = { $sandbox.AddFault(@{ Kind = 'Refused' }); Ping-RcxCall -Uii $uii }; From = 'PingRcxCall'; Category = 'InvalidOperation'; Message = '*archived*'; Target = '<uii>'; Sent = 1 }
        @{ Id = 'OutcomeUnknown'; Case = 'a connection that broke after hanging up'; Command = { $sandbox.AddFault(@{ Kind = 'DropAfterHandling' }); Stop-RcxCall -Uii $uii -Force }; From = 'StopRcxCall'; Category = 'OperationTimeout'; Message = '*not repeated*Get-RcxActiveCall -Uii*'; Target = '<uii>'; Sent = 1 }
        @{ Id = 'OutcomeUnknown'; Case = 'a connection that broke before hanging up'; Command = { $sandbox.AddFault(@{ Kind = 'DropBeforeHandling' }); Stop-RcxCall -Uii $uii -Force }; From = 'StopRcxCall'; Category = 'OperationTimeout'; Message = '*not repeated*'; Target = '<uii>'; Sent = 1 }
        @{ Id = 'OutcomeUnknown'; Case = 'a 500 for a disposition'; Command = { $sandbox.AddFault(@{ Kind = 'ServerError' }); Set-RcxDisposition -Uii $uii SALE }; From = 'SetRcxDisposition'; Category = 'OperationTimeout'; Message = '*not repeated*'; Target = '<uii>'; Sent = 1 }
        @{ Id = 'OutcomeUnknown'; Case = 'a 502 for a session'; Command = { $sandbox.AddFault(@{ Kind = 'ServerError'; StatusCode = 502 }); Add-RcxCallSession -Uii $uii Monitor }; From = 'AddRcxCallSession'; Category = 'OperationTimeout'; Message = '*not repeated*'; Target = '<uii>'; Sent = 1 }
        @{ Id = 'OutcomeUnknown'; Case = 'a 504 for requeueing'; Command = { $sandbox.AddFault(@{ Kind = 'ServerError'; StatusCode = 504 }); Move-RcxCall -Uii $uii 40002 }; From = 'MoveRcxCall'; Category = 'OperationTimeout'; Message = '*not repeated*'; Target = '<uii>'; Sent = 1 }
        @{ Id = 'OutcomeUnknown'; Case = 'a broken connection while removing a session'; Command = { $sandbox.AddFault(@{ Kind = 'DropAfterHandling' }); Remove-RcxCallSession -Uii $uii }; From = 'RemoveRcxCallSession'; Category = 'OperationTimeout'; Message = '*not repeated*'; Target = '<uii>'; Sent = 1 }
        @{ Id = 'OutcomeUnknown'; Case = 'a broken connection while dialling'; Command = { $sandbox.AddFault(@{ Kind = 'DropAfterHandling' }); Start-RcxCall sam.rivera@sandbox.example 6505550123 4155550199 }; From = 'StartRcxCall'; Category = 'OperationTimeout'; Message = '*not repeated*Get-RcxActiveCall*'; Target = 'sam.rivera@sandbox.example'; Sent = 1 }
        @{ Id = 'OutcomeUnknown'; Case = 'an answer that broke off while hanging up'; Command = { $sandbox.AddFault(@{ Kind = 'TruncatedBody' }); Stop-RcxCall -Uii $uii -Force }; From = 'StopRcxCall'; Category = 'OperationTimeout'; Message = '*not repeated*'; Target = '<uii>'; Sent = 1 }
        @{ Id = 'OutcomeUnknown'; Case = 'a 500 for a POST of Invoke-RcxRequest'; Command = { $sandbox.AddFault(@{ Kind = 'ServerError' }); Invoke-RcxRequest "/v1/admin/accounts/{accountId}/activeCalls/$uii/hangupCall" -Method POST }; From = 'InvokeRcxRequest'; Category = 'OperationTimeout'; Message = '*not repeated*'; Target = '<uii>'; Sent = 1 }
        @{ Id = 'RateLimited'; Case = 'a storm of 429 over an action'; Command = { $sandbox.AddFault(@{ Kind = 'RateLimited'; Count = -1; RetryAfter = '0' }); Stop-RcxCall -Uii $uii -Force }; From = 'StopRcxCall'; Category = 'LimitsExceeded'; Message = '*Nothing was done*Try again later*'; Target = '<uii>'; Patience = 3 }
        @{ Id = 'RateLimited'; Case = 'a storm of 429 over a listing'; Command = { $sandbox.AddFault(@{ Kind = 'RateLimited'; Count = -1; RetryAfter = '0' }); Get-RcxActiveCall }; From = 'GetRcxActiveCall'; Category = 'LimitsExceeded'; Message = '*Try again later*'; Target = '12440011'; Patience = 3 }
        @{ Id = 'ServiceError'; Case = '503 again and again'; Command = { $sandbox.AddFault(@{ Kind = 'Unavailable'; Count = -1; RetryAfter = '0' }); Get-RcxQueue }; From = 'GetRcxQueue'; Category = 'ResourceUnavailable'; Message = '*(503)*Try again later*'; Target = '12440011'; Patience = 3 }
        @{ Id = 'ServiceError'; Case = '503 again and again over an action'; Command = { $sandbox.AddFault(@{ Kind = 'Unavailable'; Count = -1; RetryAfter = '0' }); Stop-RcxCall -Uii $uii -Force }; From = 'StopRcxCall'; Category = 'ResourceUnavailable'; Message = '*(503)*'; Target = '<uii>'; Patience = 3 }
        @{ Id = 'ServiceError'; Case = 'a redirect'; Command = { $sandbox.AddFault(@{ Kind = 'Redirect' }); Get-RcxAccount }; From = 'GetRcxAccount'; Category = 'ResourceUnavailable'; Message = '*redirect*'; Sent = 1 }
        @{ Id = 'ServiceError'; Case = 'a host that is not the service'; Command = { $sandbox.AddFault(@{ Kind = 'NotFound' }); Get-RcxAgent }; From = 'GetRcxAgent'; Category = 'ObjectNotFound'; Message = '*Check the account''s id*'; Target = '12440011'; Sent = 1 }
        @{ Id = 'NameNotFound'; Case = 'a number of no queue'; Command = { Test-RcxQueue 6505550123 }; From = 'TestRcxQueue'; Category = 'ObjectNotFound'; Message = '*No queue*0123*'; Target = '******0123'; Sent = 1 }
        @{ Id = 'BadResponse'; Case = 'a web page for a listing'; Command = { $sandbox.AddFault(@{ Kind = 'HtmlBody' }); Get-RcxActiveCall }; From = 'GetRcxActiveCall'; Category = 'InvalidData'; Message = '*not a list of calls*proxy*'; Target = '12440011'; Sent = 1 }
        @{ Id = 'BadResponse'; Case = 'foreign JSON for a listing'; Command = { $sandbox.AddFault(@{ Kind = 'ForeignJson' }); Get-RcxActiveCall }; From = 'GetRcxActiveCall'; Category = 'InvalidData'; Message = '*not a list of calls*'; Target = '12440011'; Sent = 1 }
        @{ Id = 'BadResponse'; Case = 'nothing for a listing'; Command = { $sandbox.AddFault(@{ Kind = 'EmptyBody' }); Get-RcxActiveCall }; From = 'GetRcxActiveCall'; Category = 'InvalidData'; Message = '*not a list of calls*'; Target = '12440011'; Sent = 1 }
        @{ Id = 'BadResponse'; Case = 'a web page for an action'; Command = { $sandbox.AddFault(@{ Kind = 'HtmlBody' }); Ping-RcxCall -Uii $uii }; From = 'PingRcxCall'; Category = 'InvalidData'; Message = '*not true or false*'; Target = '<uii>'; Sent = 1 }
        @{ Id = 'BadResponse'; Case = 'foreign JSON for an action'; Command = { $sandbox.AddFault(@{ Kind = 'ForeignJson' }); Set-RcxCallHold -Uii $uii On }; From = 'SetRcxCallHold'; Category = 'InvalidData'; Message = '*not true or false*'; Target = '<uii>'; Sent = 1 }
        @{ Id = 'BadResponse'; Case = 'a web page for the queues'; Command = { $sandbox.AddFault(@{ Kind = 'HtmlBody' }); Get-RcxQueue }; From = 'GetRcxQueue'; Category = 'InvalidData'; Message = '*list the queues*'; Target = '12440011'; Sent = 1 }
        @{ Id = 'BadResponse'; Case = 'a web page for the agents'; Command = { $sandbox.AddFault(@{ Kind = 'HtmlBody' }); Get-RcxAgent }; From = 'GetRcxAgent'; Category = 'InvalidData'; Message = '*list the agents*'; Target = '12440011'; Sent = 1 }
        @{ Id = 'BadResponse'; Case = 'foreign JSON for a queue''s check'; Command = { $sandbox.AddFault(@{ Kind = 'ForeignJson' }); Test-RcxQueue 8005550100 }; From = 'TestRcxQueue'; Category = 'InvalidData'; Message = '*queue''s status*'; Sent = 1 }
        @{ Id = 'BadResponse'; Case = 'a web page for a token'; Command = { $sandbox.AddFault(@{ Kind = 'HtmlBody' }); Connect-Rcx }; From = 'ConnectRcx'; Category = 'InvalidData'; Message = '*without a token*'; Ends = $true }
        @{ Id = 'InvalidPhoneNumber'; Case = 'letters'; Command = { Add-RcxCallSession -Uii $uii Monitor '650-555-0123 ext 4' }; From = 'AddRcxCallSession'; Category = 'InvalidArgument'; Message = '*+16505550123*'; Target = '<uii>'; Sent = 0 }
        @{ Id = 'InvalidPhoneNumber'; Case = 'no supervisor phone to add'; Command = { Connect-Rcx; Clear-SentRequest $sandbox; Add-RcxCallSession -Uii $uii Monitor }; From = 'AddRcxCallSession'; Category = 'InvalidArgument'; Message = '*-Destination*Connect-Rcx -SupervisorPhone*'; Sent = 0; Ends = $true }
        @{ Id = 'InvalidPhoneNumber'; Case = 'no supervisor phone to remove'; Command = { Connect-Rcx; Clear-SentRequest $sandbox; Remove-RcxCallSession -Uii $uii }; From = 'RemoveRcxCallSession'; Category = 'InvalidArgument'; Message = '*-Phone*Connect-Rcx -SupervisorPhone*'; Target = '<uii>'; Sent = 0 }
        @{ Id = 'InvalidPhoneNumber'; Case = 'the supervisor''s own'; Command = { Connect-Rcx -SupervisorPhone 'me' }; From = 'ConnectRcx'; Category = 'InvalidArgument'; Message = '*-SupervisorPhone*'; Sent = 0; Ends = $true }
        @{ Id = 'InvalidUii'; Case = 'a path'; Command = { Ping-RcxCall '../../accounts' }; From = 'PingRcxCall'; Category = 'InvalidArgument'; Message = '*202005081040440132050000019657*'; Target = '../../accounts'; Sent = 0 }
        @{ Id = 'InvalidUii'; Case = 'a blank'; Command = { Ping-RcxCall ' ' }; From = 'PingRcxCall'; Category = 'InvalidArgument'; Message = '*Get-RcxActiveCall*'; Target = ''; Sent = 0 }
        @{ Id = 'InvalidUii'; Case = 'in the listing'; Command = { Get-RcxActiveCall -Uii 'a?b' }; From = 'GetRcxActiveCall'; Category = 'InvalidArgument'; Message = "*'a?b'*"; Target = 'a?b'; Sent = 0 }
        @{ Id = 'InvalidAccountId'; Case = 'a name'; Command = { Ping-RcxCall -Uii $uii -AccountId 'my account' }; From = 'PingRcxCall'; Category = 'InvalidArgument'; Message = '*12440011*Get-RcxAccount*'; Target = '<uii>'; Sent = 0 }
        @{ Id = 'InvalidAccountId'; Case = 'a path, at Connect-Rcx'; Command = { Connect-Rcx -AccountId '../1' }; From = 'ConnectRcx'; Category = 'InvalidArgument'; Message = '*An account id is digits*'; Target = '../1'; Sent = 0; Ends = $true }
        @{ Id = 'MissingArgument'; Case = 'no disposition'; Command = { Set-RcxDisposition -Uii $uii }; From = 'SetRcxDisposition'; Category = 'InvalidArgument'; Message = '*such as SALE*'; Target = '<uii>'; Sent = 0 }
        @{ Id = 'InvalidDisposition'; Case = 'control characters'; Command = { Set-RcxDisposition -Uii $uii "SA`nLE" }; From = 'SetRcxDisposition'; Category = 'InvalidArgument'; Message = '*control characters*'; Target = '<uii>'; Sent = 0 }
        @{ Id = 'InvalidPath'; Case = 'above the root'; Command = { Invoke-RcxRequest '/v1/../../x' }; From = 'InvokeRcxRequest'; Category = 'InvalidArgument'; Message = '*/v1/admin/accounts*'; Target = '/v1/../../x'; Sent = 0 }
        @{ Id = 'InvalidPath'; Case = 'another host'; Command = { Invoke-RcxRequest 'https://example.com/v1' }; From = 'InvokeRcxRequest'; Category = 'InvalidArgument'; Message = '*-Path*'; Target = 'https://example.com/v1'; Sent = 0 }
        @{ Id = 'InvalidPath'; Case = 'a query in the path'; Command = { Invoke-RcxRequest '/v1/admin/accounts?page=1' }; From = 'InvokeRcxRequest'; Category = 'InvalidArgument'; Message = '*-Query*'; Target = '/v1/admin/accounts'; Sent = 0 }
        @{ Id = 'InvalidRingDuration'; Case = 'none at all'; Command = { Start-RcxCall sam.rivera@sandbox.example 6505550123 4155550199 -RingDuration 0 }; From = 'StartRcxCall'; Category = 'InvalidArgument'; Message = '*1 to 600 seconds*'; Target = 'sam.rivera@sandbox.example'; Sent = 0 }
        @{ Id = 'InvalidRingDuration'; Case = 'too long'; Command = { Start-RcxCall sam.rivera@sandbox.example 6505550123 4155550199 -RingDuration (New-TimeSpan -Seconds 601) }; From = 'StartRcxCall'; Category = 'InvalidArgument'; Message = '*601*'; Target = 'sam.rivera@sandbox.example'; Sent = 0 }
        @{ Id = 'InvalidUri'; Case = 'plain http'; Command = { Connect-Rcx -BaseUri http://ringcx.example.com }; From = 'ConnectRcx'; Category = 'InvalidArgument'; Message = '*-BaseUri is plain http*https*'; Sent = 0; Ends = $true }
        @{ Id = 'InvalidUri'; Case = 'no address'; Command = { Connect-Rcx -RingCentralUri 'platform' }; From = 'ConnectRcx'; Category = 'InvalidArgument'; Message = '*-RingCentralUri*https://*'; Sent = 0; Ends = $true }
        @{ Id = 'InvalidUri'; Case = 'more than a host'; Command = { Connect-Rcx -BaseUri 'https://user:pass@ringcx.example.com' }; From = 'ConnectRcx'; Category = 'InvalidArgument'; Message = '*more than a host*'; Sent = 0; Ends = $true }
        @{ Id = 'InvalidArgument'; Case = 'a product''s id without a product'; Command = { Get-RcxActiveCall -ProductId 1 }; From = 'GetRcxActiveCall'; Category = 'InvalidArgument'; Message = '*-Product ACD*'; Sent = 0; Ends = $true }
        @{ Id = 'InvalidUri'; Case = 'a password in a proxy''s address'; Command = { Connect-Rcx -Proxy 'http://vu:proxy-word@proxy.example.com:8080' }; From = 'ConnectRcx'; Category = 'InvalidArgument'; Message = '-Proxy has a name or a password in it*-ProxyCredential.'; Sent = 0; Ends = $true }
        @{ Id = 'InvalidUri'; Case = 'a SOCKS proxy'; Command = { Connect-Rcx -Proxy socks5://proxy.example.com:1080 }; From = 'ConnectRcx'; Category = 'InvalidArgument'; Message = '-Proxy is a SOCKS proxy*http://proxy.example.com:8080*'; Sent = 0; Ends = $true }
        @{ Id = 'InvalidUri'; Case = 'an empty proxy'; Command = { Connect-Rcx -Proxy $null }; From = 'ConnectRcx'; Category = 'InvalidArgument'; Message = '-Proxy is empty.*'; Sent = 0; Ends = $true }
        @{ Id = 'InvalidArgument'; Case = 'a proxy and none'; Command = { Connect-Rcx -Proxy http://proxy.example.com:8080 -NoProxy }; From = 'ConnectRcx'; Category = 'InvalidArgument'; Message = '-Proxy and -NoProxy do not go together.*'; Sent = 0; Ends = $true }
        @{ Id = 'InvalidArgument'; Case = 'a proxy''s credential without a proxy'; Command = { Connect-Rcx -ProxyCredential $sandbox.GetCredential() }; From = 'ConnectRcx'; Category = 'InvalidArgument'; Message = '*for a proxy that -Proxy names*'; Sent = 0; Ends = $true }
        @{ Id = 'InvalidArgument'; Case = 'default credentials for no proxy'; Command = { Connect-Rcx -NoProxy -ProxyUseDefaultCredentials }; From = 'ConnectRcx'; Category = 'InvalidArgument'; Message = '*for a proxy that -Proxy names*'; Sent = 0; Ends = $true }
        @{ Id = 'InvalidArgument'; Case = 'two credentials for a proxy'; Command = { Connect-Rcx -Proxy proxy.example.com:8080 -ProxyCredential $sandbox.GetCredential() -ProxyUseDefaultCredentials }; From = 'ConnectRcx'; Category = 'InvalidArgument'; Message = '*-ProxyCredential and -ProxyUseDefaultCredentials do not go together.*'; Sent = 0; Ends = $true }
        @{ Id = 'InvalidArgument'; Case = 'an address for the sandbox in process'; Command = { Connect-Rcx -Sandbox -BaseUri https://ringcx.example.com }; From = 'ConnectRcx'; Category = 'InvalidArgument'; Message = '*Start-RcxSandbox -SetEnvironment*'; Sent = 0; Ends = $true }
        @{ Id = 'InvalidArgument'; Case = 'an audit path that is empty'; Command = { Connect-Rcx -AuditPath $null }; From = 'ConnectRcx'; Category = 'InvalidArgument'; Message = '-AuditPath is empty*'; Sent = 0; Ends = $true }
        @{ Id = 'InvalidArgument'; Case = 'an audit path that is not a file''s'; Command = { Connect-Rcx -AuditPath env:audit }; From = 'ConnectRcx'; Category = 'InvalidArgument'; Message = "*-AuditPath 'env:audit'*"; Sent = 0; Ends = $true }
        @{ Id = 'InvalidArgument'; Case = 'an audit path on a drive that is not there'; Command = { Connect-Rcx -AuditPath nodrive:audit.jsonl }; From = 'ConnectRcx'; Category = 'InvalidArgument'; Message = "*-AuditPath 'nodrive:audit.jsonl'*"; Sent = 0; Ends = $true }
        @{ Id = 'InvalidArgument'; Case = 'a session id that is none'; Command = { Remove-RcxCallSession -Uii $uii -SessionId '1/2' }; From = 'RemoveRcxCallSession'; Category = 'InvalidArgument'; Message = '*-SessionId*'; Target = '<uii>'; Sent = 0 }
        @{ Id = 'InvalidArgument'; Case = 'a user name that is none'; Command = { Start-RcxCall 'Sam Rivera' 6505550123 4155550199 }; From = 'StartRcxCall'; Category = 'InvalidArgument'; Message = '*Get-RcxAgent*in quotes*'; Sent = 0 }
        @{ Id = 'InvalidArgument'; Case = 'a phone number that lost its quotes'; Command = { Start-RcxCall (650) 555-0123 -CallerId 4155550199 }; From = 'StartRcxCall'; Category = 'InvalidArgument'; Message = '*in quotes*'; Sent = 0 }
        @{ Id = 'InvalidArgument'; Case = 'a call from the pipe and another one given'; Command = { Get-RcxActiveCall -Uii $uii | Set-RcxCallHold On $waiting }; From = 'SetRcxCallHold'; Category = 'InvalidArgument'; Message = '*-Uii is given*pipe*'; Ends = $true }
        @{ Id = 'InvalidArgument'; Case = 'a queue time below nothing'; Command = { Test-RcxQueue 8005550100 -MaxQueueTime -1 }; From = 'TestRcxQueue'; Category = 'InvalidArgument'; Message = '*-MaxQueueTime*'; Sent = 0; Ends = $true }
        @{ Id = 'MissingArgument'; Case = 'no call'; Command = { Ping-RcxCall }; From = 'PingRcxCall'; Category = 'InvalidArgument'; Message = '*Get-RcxActiveCall | Ping-RcxCall*'; Sent = 0 }
        @{ Id = 'MissingArgument'; Case = 'no type of session'; Command = { Add-RcxCallSession -Uii $uii }; From = 'AddRcxCallSession'; Category = 'InvalidArgument'; Message = '*-Type Monitor*'; Sent = 0; Ends = $true }
        @{ Id = 'MissingArgument'; Case = 'no state of the hold'; Command = { Set-RcxCallHold -Uii $uii }; From = 'SetRcxCallHold'; Category = 'InvalidArgument'; Message = '*-State On*'; Sent = 0; Ends = $true }
        @{ Id = 'MissingArgument'; Case = 'no state of the recording'; Command = { Set-RcxCallRecording -Uii $uii }; From = 'SetRcxCallRecording'; Category = 'InvalidArgument'; Message = '*-State On*'; Sent = 0; Ends = $true }
        @{ Id = 'MissingArgument'; Case = 'no queue'; Command = { Move-RcxCall -Uii $uii }; From = 'MoveRcxCall'; Category = 'InvalidArgument'; Message = '*-GateId*Get-RcxQueue*'; Sent = 0 }
        @{ Id = 'MissingArgument'; Case = 'no agent'; Command = { Start-RcxCall -Destination 6505550123 -CallerId 4155550199 }; From = 'StartRcxCall'; Category = 'InvalidArgument'; Message = '*Get-RcxAgent*'; Sent = 0 }
        @{ Id = 'MissingArgument'; Case = 'no path'; Command = { Invoke-RcxRequest }; From = 'InvokeRcxRequest'; Category = 'InvalidArgument'; Message = '*-Path*'; Sent = 0; Ends = $true }
        @{ Id = 'MissingArgument'; Case = 'no client id'; Command = { $env:RC_APP_CLIENT_ID = $null; Connect-Rcx }; From = 'ConnectRcx'; Category = 'InvalidArgument'; Message = '*RC_APP_CLIENT_ID*Connect-Rcx -Sandbox*'; Sent = 0; Ends = $true }
        @{ Id = 'MissingArgument'; Case = 'no JWT'; Command = { $env:RC_USER_JWT = $null; Connect-Rcx }; From = 'ConnectRcx'; Category = 'InvalidArgument'; Message = '*-Jwt*RC_USER_JWT*'; Sent = 0; Ends = $true }
        @{ Id = 'MissingArgument'; Case = 'no platform'; Command = { Connect-Rcx -Credential $sandbox.GetCredential() }; From = 'ConnectRcx'; Category = 'InvalidArgument'; Message = '*-PlatformId*'; Sent = 0; Ends = $true }
        @{ Id = 'NameNotFound'; Case = 'a queue'; Command = { Get-RcxQueue Complaints }; From = 'GetRcxQueue'; Category = 'ObjectNotFound'; Message = "*'Complaints'*wildcards*"; Target = 'Complaints'; Sent = 2 }
        @{ Id = 'NameNotFound'; Case = 'an agent'; Command = { Get-RcxAgent 'Nobody' }; From = 'GetRcxAgent'; Category = 'ObjectNotFound'; Message = "*'Nobody'*"; Target = 'Nobody' }
        @{ Id = 'NoTerminal'; Case = 'a terminal that can do nothing'; Command = { $term = $env:TERM; $env:TERM = 'dumb'; try { Show-RcxCallBoard } finally { $env:TERM = $term } }; From = 'ShowRcxCallBoard'; Category = 'ResourceUnavailable'; Message = '*Watch-RcxActiveCall*Export-RcxCallBoard*'; Sent = 0; Ends = $true }
        @{ Id = 'FileNotWritten'; Case = 'a folder that is not there'; Command = { Export-RcxCallBoard "$TestDrive/none/board.html" }; From = 'ExportRcxCallBoard'; Category = 'WriteError'; Message = '*board.html was not written.*-Path*'; Ends = $true }
        @{ Id = 'FileNotWritten'; Case = 'a file that is there, with -NoClobber'; Command = { Set-Content "$TestDrive/there.html" 'mine'; Export-RcxCallBoard "$TestDrive/there.html" -NoClobber }; From = 'ExportRcxCallBoard'; Category = 'WriteError'; Message = '*there already*-NoClobber*'; Sent = 0; Ends = $true }
        @{ Id = 'FileNotRead'; Case = 'a CSV file that is not there'; Command = { Import-RcxCsv "$TestDrive/none.csv" }; From = 'ImportRcxCsv'; Category = 'ObjectNotFound'; Message = '*none.csv cannot be read*'; Sent = 0; Ends = $true }
        @{ Id = 'InvalidCsv'; Case = 'a CSV file with a number that a spreadsheet has rewritten'; Command = { Set-Content "$TestDrive/wrong.csv" "Uii`n2.02E+29"; Import-RcxCsv "$TestDrive/wrong.csv" }; From = 'ImportRcxCsv'; Category = 'InvalidData'; Message = '*one line is wrong*Line 2: Uii*'; Sent = 0; Ends = $true }
        @{ Id = 'OutcomesFailed'; Case = 'an item that failed'; Command = { 'a b' | Ping-RcxCall -AsOutcome | Assert-RcxOutcome | Out-Null }; From = 'AssertRcxOutcome'; Category = 'InvalidResult'; Message = '1 of 1 item is not*1 Failed*'; Sent = 0; Ends = $true }
        @{ Id = 'CommandNotThere'; Case = 'a vault without its module'; Command = { Connect-Rcx -Vault errors }; From = 'ConnectRcx'; Category = 'NotInstalled'; Message = '*Get-Secret*Microsoft.PowerShell.SecretManagement*'; Target = 'Get-Secret'; Sent = 0; Ends = $true }
        @{ Id = 'CredentialsNotRead'; Case = 'a vault without the secret'; Command = { function global:Get-Secret { [CmdletBinding()] param($Name, $Vault) }; try { Connect-Rcx -Vault errors } finally { Remove-Item function:Get-Secret } }; From = 'ConnectRcx'; Category = 'ObjectNotFound'; Message = '*vault errors*no secret RingCx-ClientId*'; Target = 'the vault errors'; Sent = 0; Ends = $true }
        @{ Id = 'MissingArgument'; Case = 'no CSV file'; Command = { Import-RcxCsv }; From = 'ImportRcxCsv'; Category = 'InvalidArgument'; Message = '*./calls.csv*'; Sent = 0; Ends = $true }
        @{ Id = 'InvalidArgument'; Case = 'a key without an audit file'; Command = { Ping-RcxCall -Uii $uii -OnceKey a }; From = 'PingRcxCall'; Category = 'InvalidArgument'; Message = '*-OnceKey*-AuditPath*'; Sent = 0; Ends = $true }
        @{ Id = 'MissingArgument'; Case = 'no file for the board'; Command = { Export-RcxCallBoard }; From = 'ExportRcxCallBoard'; Category = 'InvalidArgument'; Message = '*./board.html*'; Sent = 0; Ends = $true }
        @{ Id = 'InvalidArgument'; Case = 'a board that is no file'; Command = { Export-RcxCallBoard 'env:board' }; From = 'ExportRcxCallBoard'; Category = 'InvalidArgument'; Message = '*not the path of a file*'; Sent = 0; Ends = $true }
        @{ Id = 'InvalidArgument'; Case = 'thresholds out of order'; Command = { Export-RcxCallBoard "$TestDrive/board.html" -WaitWarning 300 }; From = 'ExportRcxCallBoard'; Category = 'InvalidArgument'; Message = '*-WaitCritical (180 s)*-WaitWarning (300 s)*'; Sent = 0; Ends = $true }
        @{ Id = 'InvalidArgument'; Case = 'a page that is read again too often'; Command = { Export-RcxCallBoard "$TestDrive/board.html" -Refresh 0.1 }; From = 'ExportRcxCallBoard'; Category = 'InvalidArgument'; Message = '*-Refresh*1 second*'; Sent = 0; Ends = $true }
        @{ Id = 'InvalidArgument'; Case = 'a board of several accounts'; Options = @{ AccountCount = 2 }; Command = { Get-RcxAccount | Export-RcxCallBoard "$TestDrive/board.html" }; From = 'ExportRcxCallBoard'; Category = 'InvalidArgument'; Message = '*one account*'; Ends = $true }
        @{ Id = 'InvalidArgument'; Case = 'a board of several queues'; Command = { Get-RcxQueue | Export-RcxCallBoard "$TestDrive/board.html" }; From = 'ExportRcxCallBoard'; Category = 'InvalidArgument'; Message = '*one of its queues*'; Ends = $true }
        @{ Id = 'InvalidArgument'; Case = 'a board of what is neither'; Command = { Get-RcxAgent -Name 'Paco Vu' | Export-RcxCallBoard "$TestDrive/board.html" }; From = 'ExportRcxCallBoard'; Category = 'InvalidArgument'; Message = '*not an account or a queue*-AgentName*'; Ends = $true }
        @{ Id = 'PermissionDenied'; Case = 'a user without the permission, a board'; Command = { Connect-Rcx -Jwt $sandbox.GetSecret('RestrictedJwt'); Export-RcxCallBoard "$TestDrive/board.html" }; From = 'ExportRcxCallBoard'; Category = 'PermissionDenied'; Message = "*'Monitor calls'*"; Target = '12440011'; Ends = $true }
        @{ Id = 'SandboxNotStarted'; Case = 'a port that is taken'; Command = { Start-RcxSandbox -Port $sandbox.Uri.Port }; From = 'StartRcxSandbox'; Category = 'ResourceUnavailable'; Message = '*Choose another with -Port*'; Sent = 0; Ends = $true }
        @{ Id = 'TokenCacheUnavailable'; Case = 'something in the place of the lock'; Command = { Connect-Rcx -TokenCache errors; $lock = (Get-TokenCacheFile errors .tokens.lock).FullName; Remove-Item $lock; $null = New-Item $lock -ItemType Directory; Clear-SentRequest $sandbox; try { Connect-Rcx -TokenCache errors } finally { Get-TokenCacheFile errors '*' | Remove-Item } }; From = 'ConnectRcx'; Category = 'ResourceUnavailable'; Message = '*errors-*.tokens.lock*without -TokenCache*'; Sent = 0; Ends = $true }
        @{ Id = 'InvalidArgument'; Case = 'a token cache for the sandbox in process'; Command = { Connect-Rcx -Sandbox -TokenCache errors }; From = 'ConnectRcx'; Category = 'InvalidArgument'; Message = '*Start-RcxSandbox -SetEnvironment*'; Sent = 0; Ends = $true }
        @{ Id = 'InvalidArgument'; Case = 'an API token with a line break in it'; Command = { Connect-Rcx -ApiToken "$((Get-SandboxSecret $sandbox)[4])`nx" }; From = 'ConnectRcx'; Category = 'InvalidArgument'; Message = '*-ApiToken holds a line break at place*'; Sent = 0; Ends = $true }
        @{ Id = 'InvalidArgument'; Case = 'a JWT in quotes'; Command = { Connect-Rcx -Jwt "'$((Get-SandboxSecret $sandbox)[1])'" }; From = 'ConnectRcx'; Category = 'InvalidArgument'; Message = '*-Jwt holds a quotation mark at place 1 of*'; Sent = 0; Ends = $true }
        @{ Id = 'InvalidArgument'; Case = 'a token behind Bearer'; Command = { Connect-Rcx -RingCentralToken "Bearer $((Get-SandboxSecret $sandbox)[3])" }; From = 'ConnectRcx'; Category = 'InvalidArgument'; Message = '*-RingCentralToken holds a blank at place 7 of*Bearer*'; Sent = 0; Ends = $true }
        @{ Id = 'InvalidArgument'; Case = 'a placeholder for a client id'; Command = { Connect-Rcx -ClientId '<your client id>' }; From = 'ConnectRcx'; Category = 'InvalidArgument'; Message = '*-ClientId holds an angle bracket*'; Sent = 0; Ends = $true }
        @{ Id = 'InvalidArgument'; Case = 'a token cache for an API token'; Command = { Connect-Rcx -ApiToken (Get-SandboxSecret $sandbox)[4] -TokenCache errors }; From = 'ConnectRcx'; Category = 'InvalidArgument'; Message = '*-ApiToken*'; Sent = 0; Ends = $true }
        @{ Id = 'InvalidArgument'; Case = 'a token cache named as a device'; Command = { Connect-Rcx -TokenCache NUL.x }; From = 'ConnectRcx'; Category = 'InvalidArgument'; Message = '*letters, digits*'; Sent = 0; Ends = $true }
        @{ Id = 'InvalidArgument'; Case = 'an audit file named as a device'; Command = { Connect-Rcx -AuditPath "$TestDrive/con.jsonl" }; From = 'ConnectRcx'; Category = 'InvalidArgument'; Message = '*device*'; Sent = 0; Ends = $true }
        @{ Id = 'InvalidArgument'; Case = 'an audit file that is a stream of another'; Command = { Connect-Rcx -AuditPath "$TestDrive/audit.txt:notes" }; From = 'ConnectRcx'; Category = 'InvalidArgument'; Message = '*part of a file*'; Sent = 0; Ends = $true }
        @{ Id = 'InvalidArgument'; Case = 'a token cache with a path for a name'; Command = { Connect-Rcx -TokenCache '../errors' }; From = 'ConnectRcx'; Category = 'InvalidArgument'; Message = '*letters, digits*'; Sent = 0; Ends = $true }
        @{ Id = 'InvalidArgument'; Case = 'a token cache whose name nobody set'; Command = { Connect-Rcx -TokenCache $null }; From = 'ConnectRcx'; Category = 'InvalidArgument'; Message = '*letters, digits*'; Sent = 0; Ends = $true }
        @{ Id = 'InvalidArgument'; Case = 'a token cache without a name'; Command = { Connect-Rcx -TokenCache '' }; From = 'ConnectRcx'; Category = 'InvalidArgument'; Message = '*letters, digits*'; Sent = 0; Ends = $true }
        @{ Id = 'WaitTimeout'; Case = 'a call that does not appear in time'; Command = { Start-RcxCall sam.rivera@sandbox.example 6505550123 4155550199 -Wait -Timeout 0.1 }; From = 'StartRcxCall'; Category = 'OperationTimeout'; Message = '*Get-RcxActiveCall before you dial again*'; Target = 'sam.rivera@sandbox.example' }
        @{ Id = 'WaitTimeout'; Case = 'a call that does not end in time'; Command = { Wait-RcxCall -Uii $uii -Timeout 0.1 }; From = 'WaitRcxCall'; Category = 'OperationTimeout'; Message = '*has not ended within 0.1 s*Get-RcxActiveCall -Uii*'; Target = '<uii>' }
        @{ Id = 'WaitTimeout'; Case = 'a call that nobody answers in time'; Command = { Wait-RcxCall Answered -Uii $waiting -Timeout 0.1 }; From = 'WaitRcxCall'; Category = 'OperationTimeout'; Message = '*was not answered within*'; Target = '<waiting>' }
        @{ Id = 'CallNotFound'; Case = 'waited for'; Command = { $sandbox.EndCall($uii); Wait-RcxCall -Uii $uii }; From = 'WaitRcxCall'; Category = 'ObjectNotFound'; Message = '*has ended*'; Target = '<uii>'; Sent = 1 }
        @{ Id = 'CallNotFound'; Case = 'a call that has ended before its recording is paused'; Command = { $sandbox.EndCall($uii); Invoke-RcxRecordingPause { 1 } -Uii $uii }; From = 'InvokeRcxRecordingPause'; Category = 'ObjectNotFound'; Message = '*has ended*'; Target = '<uii>'; Sent = 1 }
        @{ Id = 'ActionRefused'; Case = 'a pause of a recording that is off already'; Command = { Invoke-RcxRecordingPause { 1 } -Uii $waiting }; From = 'InvokeRcxRecordingPause'; Category = 'InvalidOperation'; Message = '*was not run*-Force*'; Target = '<waiting>'; Sent = 1 }
        @{ Id = 'RecordingNotResumed'; Case = 'a recording that cannot be started again'; Command = { $sandbox.AddFault(@{ Kind = 'Unavailable'; RetryAfter = '0'; Count = -1; PathContains = 'record=true' }); Invoke-RcxRecordingPause {} -Uii $uii -ResumeTimeout 0.5 -WarningAction SilentlyContinue }; From = 'InvokeRcxRecordingPause'; Category = 'InvalidResult'; Message = '*MAY STILL BE OFF*Set-RcxCallRecording*'; Target = '<uii>'; Ends = $true }
        @{ Id = 'PermissionDenied'; Case = 'a user without the permission, watching'; Command = { Connect-Rcx -Jwt $sandbox.GetSecret('RestrictedJwt'); Watch-RcxActiveCall }; From = 'WatchRcxActiveCall'; Category = 'PermissionDenied'; Message = "*'Monitor calls'*RingCX Admin*"; Ends = $true }
        @{ Id = 'MissingArgument'; Case = 'no call to wait for'; Command = { Wait-RcxCall }; From = 'WaitRcxCall'; Category = 'InvalidArgument'; Message = '*Get-RcxActiveCall | Wait-RcxCall*'; Sent = 0 }
        @{ Id = 'MissingArgument'; Case = 'no block for a pause'; Command = { Invoke-RcxRecordingPause -Uii $uii }; From = 'InvokeRcxRecordingPause'; Category = 'InvalidArgument'; Message = '*-ScriptBlock*'; Sent = 0; Ends = $true }
        @{ Id = 'InvalidArgument'; Case = 'too short an interval'; Command = { Watch-RcxActiveCall -Interval 0.5 }; From = 'WatchRcxActiveCall'; Category = 'InvalidArgument'; Message = '*-Interval*from 1 second*'; Sent = 0; Ends = $true }
        # RingEX. $own is the signed-in user's party of an answered call, $ringing the one of a call that rings, $held a colleague's on hold.
        @{ Id = 'NotConnected'; Case = 'RingEX before Connect-Rcx'; Command = { Disconnect-Rcx; Clear-SentRequest $sandbox; Get-RingExActiveCall }; From = 'GetRingExActiveCall'; Category = 'ConnectionError'; Message = '*Run Connect-Rcx first*'; Sent = 0; Ends = $true }
        @{ Id = 'NotConnected'; Case = 'RingEX with a connection that was closed'; Command = { $c = Get-RcxConnection; Disconnect-Rcx; Clear-SentRequest $sandbox; $own | Set-RingExCallParty -Muted On -Connection $c }; From = 'SetRingExCallParty'; Category = 'ConnectionError'; Message = '*closed by Disconnect-Rcx. Run Connect-Rcx again.'; Sent = 0; Ends = $true }
        @{ Id = 'NotConnected'; Case = 'RingEX with an API token'; Command = { Connect-Rcx -ApiToken $sandbox.GetSecret('ApiToken'); Clear-SentRequest $sandbox; Get-RingExActiveCall }; From = 'GetRingExActiveCall'; Category = 'ConnectionError'; Message = '*no RingCentral token*JWT*-RingCentralToken*'; Sent = 0; Ends = $true }
        @{ Id = 'NotConnected'; Case = 'RingEX with an Engage user'; Command = { Connect-Rcx -Credential $sandbox.GetCredential() -PlatformId aws80; Clear-SentRequest $sandbox; $own | Stop-RingExCallSession -Force }; From = 'StopRingExCallSession'; Category = 'ConnectionError'; Message = '*no RingCentral token*-Credential or -ApiToken*'; Sent = 0; Ends = $true }
        @{ Id = 'NotConnected'; Case = 'RingCX with a connection for RingEX alone'; Command = { Connect-Rcx -RingExOnly; Clear-SentRequest $sandbox; Get-RcxActiveCall }; From = 'GetRcxActiveCall'; Category = 'ConnectionError'; Message = '*for RingEX alone*Run Connect-Rcx without -RingExOnly*'; Sent = 0; Ends = $true }
        @{ Id = 'NotConnected'; Case = 'an action of RingCX with a connection for RingEX alone'; Command = { Connect-Rcx -RingExOnly; Clear-SentRequest $sandbox; Stop-RcxCall -Uii $uii -Force }; From = 'StopRcxCall'; Category = 'ConnectionError'; Message = '*for RingEX alone*'; Sent = 0; Ends = $true }
        @{ Id = 'AuthenticationFailed'; Case = 'a wrong RingCentral token, for RingEX alone'; Command = { Connect-Rcx -RingExOnly -RingCentralToken 'wrong'; Clear-SentRequest $sandbox; Get-RingExActiveCall }; From = 'GetRingExActiveCall'; Category = 'AuthenticationError'; Message = 'Could not list the active calls*not accept*'; Sent = 1 }
        @{ Id = 'AuthenticationFailed'; Case = 'a RingCentral token that was revoked'; Command = { Connect-Rcx -RingCentralToken $sandbox.GetSecret('RingCentralToken'); Revoke-GivenToken $sandbox; Clear-SentRequest $sandbox; $own | Stop-RingExCallSession -Force }; From = 'StopRingExCallSession'; Category = 'AuthenticationError'; Message = 'Could not hang up*not accept*'; Target = '<own>'; Sent = 1 }
        @{ Id = 'AuthenticationFailed'; Case = 'new RingCentral tokens that are refused too'; Command = { $sandbox.AddFault(@{ Kind = 'Unauthorized'; Count = -1; PathContains = '/telephony/' }); $own | Set-RingExCallParty -Hold On }; From = 'SetRingExCallParty'; Category = 'AuthenticationError'; Message = '*does not accept the token*'; Target = '<own>' }
        @{ Id = 'CallNotFound'; Case = 'a session that has ended'; Command = { $sandbox.EndTelephonySession($own.TelephonySessionId); $own | Stop-RingExCallSession -Force }; From = 'StopRingExCallSession'; Category = 'ObjectNotFound'; Message = 'Could not hang up*has ended*Nothing was done*Get-RingExActiveCall*'; Target = '<own>'; Sent = 1 }
        @{ Id = 'CallNotFound'; Case = 'a session that has ended, looked at'; Command = { $sandbox.EndTelephonySession($own.TelephonySessionId); Get-RingExCallSession $own.TelephonySessionId }; From = 'GetRingExCallSession'; Category = 'ObjectNotFound'; Message = '*has ended*Get-RingExActiveCall*'; Target = '<own>'; Sent = 1 }
        @{ Id = 'CallNotFound'; Case = 'a party that is not there'; Command = { Get-RingExCallParty $own.TelephonySessionId "$($own.PartyId)9" }; From = 'GetRingExCallParty'; Category = 'ObjectNotFound'; Message = '*the party has left*Get-RingExCallSession*'; Target = '<own>'; Sent = 1 }
        @{ Id = 'CallNotFound'; Case = 'a recording of a session that has ended'; Command = { $sandbox.EndTelephonySession($own.TelephonySessionId); $own | Set-RingExCallRecording On }; From = 'SetRingExCallRecording'; Category = 'ObjectNotFound'; Message = 'Could not read the party*has ended*'; Target = '<own>'; Sent = 1 }
        @{ Id = 'CallNotFound'; Case = 'a recording that is not there'; Command = { $own | Set-RingExCallRecording Off -RecordingId 1 }; From = 'SetRingExCallRecording'; Category = 'ObjectNotFound'; Message = '*Nothing was done*'; Target = '<own>'; Sent = 1 }
        @{ Id = 'CallNotFound'; Case = 'a conference that is none of the account''s'; Command = { $own | Add-RingExCallParty -Conference s-0 }; From = 'AddRingExCallParty'; Category = 'ObjectNotFound'; Message = 'Could not bring the party*'; Target = '<own>'; Sent = 1 }
        @{ Id = 'CallNotFound'; Case = 'a session to connect to that has ended'; Command = { $own | Move-RingExCallParty -ToTelephonySessionId s-0 -ToPartyId p-0 }; From = 'MoveRingExCallParty'; Category = 'ObjectNotFound'; Message = 'Could not connect the call to session s-0*'; Target = '<own>'; Sent = 1 }
        @{ Id = 'PermissionDenied'; Case = 'the calls of the company, for a user who is no admin'; Command = { Connect-Rcx -RingExOnly -Jwt $sandbox.GetSecret('RestrictedJwt'); Clear-SentRequest $sandbox; Get-RingExActiveCall Account }; From = 'GetRingExActiveCall'; Category = 'PermissionDenied'; Message = "*'ReadCompanyCallLog'*Users > Roles*developer portal*"; Sent = 1 }
        @{ Id = 'PermissionDenied'; Case = 'a colleague''s calls'; Command = { Connect-Rcx -RingExOnly -Jwt $sandbox.GetSecret('RestrictedJwt'); Get-RingExActiveCall -ExtensionId $own.ExtensionId }; From = 'GetRingExActiveCall'; Category = 'PermissionDenied'; Message = "*'ReadCompanyCallLog'*"; Target = '400415005001' }
        @{ Id = 'PermissionDenied'; Case = 'a colleague''s session'; Command = { Connect-Rcx -RingExOnly -Jwt $sandbox.GetSecret('RestrictedJwt'); $own | Get-RingExCallSession }; From = 'GetRingExCallSession'; Category = 'PermissionDenied'; Message = "*'CallControl'*Users > Roles*the app's scope 'Call Control', which RingCentral grants on request*"; Target = '<own>' }
        @{ Id = 'PermissionDenied'; Case = 'hanging a colleague up'; Command = { Connect-Rcx -RingExOnly -Jwt $sandbox.GetSecret('RestrictedJwt'); $own | Stop-RingExCallSession -Force }; From = 'StopRingExCallSession'; Category = 'PermissionDenied'; Message = "*'CallControl'*'Call Control'*Nothing was done*"; Target = '<own>' }
        @{ Id = 'PermissionDenied'; Case = 'listening in'; Command = { Connect-Rcx -RingExOnly -Jwt $sandbox.GetSecret('RestrictedJwt'); Add-RingExCallSupervisor 191888102 $own.TelephonySessionId }; From = 'AddRingExCallSupervisor'; Category = 'PermissionDenied'; Message = "*'CallMonitoring'*Nothing was done*"; Target = '<own>' }
        @{ Id = 'PermissionDenied'; Case = 'dialling from a colleague''s phone'; Command = { Connect-Rcx -RingExOnly -Jwt $sandbox.GetSecret('RestrictedJwt'); Start-RingExCall 191888101 6505550123 }; From = 'StartRingExCall'; Category = 'PermissionDenied'; Message = "*'CallControl'*Nothing was done*"; Target = '191888101' }
        @{ Id = 'ActionRefused'; Case = 'hold of a party that is on hold'; Command = { $held | Set-RingExCallParty -Hold On }; From = 'SetRingExCallParty'; Category = 'InvalidOperation'; Message = '*refused to put the party on hold*on hold already*'; Target = '<held>'; Sent = 1 }
        @{ Id = 'ActionRefused'; Case = 'hold of a party that is on hold, and muting: one error, and nothing is muted'; Command = { $held | Set-RingExCallParty -Hold On -Muted On }; From = 'SetRingExCallParty'; Category = 'InvalidOperation'; Message = '*on hold already*'; Target = '<held>'; Sent = 1 }
        @{ Id = 'ActionRefused'; Case = 'a party that is not on hold'; Command = { $own | Set-RingExCallParty -Hold Off }; From = 'SetRingExCallParty'; Category = 'InvalidOperation'; Message = '*refused to take the party off hold*not be on hold now*'; Target = '<own>'; Sent = 1 }
        @{ Id = 'ActionRefused'; Case = 'muting what rings'; Command = { $ringing | Set-RingExCallParty -Muted On }; From = 'SetRingExCallParty'; Category = 'InvalidOperation'; Message = '*refused to mute*not be answered yet*'; Target = '<ringing>'; Sent = 1 }
        @{ Id = 'ActionRefused'; Case = 'transferring what rings'; Command = { $ringing | Move-RingExCallParty 2125550123 }; From = 'MoveRingExCallParty'; Category = 'InvalidOperation'; Message = '*refused to transfer the call to `*`*`*`*`*`*0123*-Forward*'; Target = '<ringing>'; Sent = 1 }
        @{ Id = 'ActionRefused'; Case = 'forwarding what was answered'; Command = { $own | Move-RingExCallParty -ExtensionNumber 104 -Forward }; From = 'MoveRingExCallParty'; Category = 'InvalidOperation'; Message = '*refused to forward the call to extension 104*leave -Forward out*'; Target = '<own>'; Sent = 1 }
        @{ Id = 'ActionRefused'; Case = 'parking a colleague''s call'; Command = { $held | Move-RingExCallParty -Park }; From = 'MoveRingExCallParty'; Category = 'InvalidOperation'; Message = '*refused to park*one''s own*'; Target = '<held>'; Sent = 1 }
        @{ Id = 'ActionRefused'; Case = 'flipping what rings'; Command = { $ringing | Move-RingExCallParty -Flip 2 }; From = 'MoveRingExCallParty'; Category = 'InvalidOperation'; Message = '*refused to flip*'; Target = '<ringing>'; Sent = 1 }
        @{ Id = 'ActionRefused'; Case = 'a party that cannot be taken off'; Command = { $own | Remove-RingExCallParty -Force }; From = 'RemoveRingExCallParty'; Category = 'InvalidOperation'; Message = '*refused to take the party off*Stop-RingExCallSession*'; Target = '<own>'; Sent = 1 }
        @{ Id = 'ActionRefused'; Case = 'pausing where nothing is recorded'; Command = { $own | Set-RingExCallRecording Off }; From = 'SetRingExCallRecording'; Category = 'InvalidOperation'; Message = '*refused to pause*not being recorded*'; Target = '<own>'; Sent = 1 }
        @{ Id = 'ActionRefused'; Case = 'recording what rings'; Command = { $ringing | Set-RingExCallRecording On }; From = 'SetRingExCallRecording'; Category = 'InvalidOperation'; Message = '*refused to start recording*answered*'; Target = '<ringing>'; Sent = 2 }
        @{ Id = 'ActionRefused'; Case = 'listening to what rings'; Command = { Add-RingExCallSupervisor 191888101 $ringing.TelephonySessionId }; From = 'AddRingExCallSupervisor'; Category = 'InvalidOperation'; Message = '*refused to listen in on device 191888101*call monitoring groups*'; Target = '<ringing>'; Sent = 1 }
        @{ Id = 'ActionRefused'; Case = 'bringing into what is no conference'; Command = { $own | Add-RingExCallParty $held.TelephonySessionId }; From = 'AddRingExCallParty'; Category = 'InvalidOperation'; Message = '*must be a conference*'; Target = '<own>'; Sent = 1 }
        @{ Id = 'ActionRefused'; Case = 'answering what does not ring'; Command = { $own | Receive-RingExCall }; From = 'ReceiveRingExCall'; Category = 'InvalidOperation'; Message = '*refused to answer*not ring any more*-Parked*'; Target = '<own>'; Sent = 1 }
        @{ Id = 'ActionRefused'; Case = 'picking up what is not parked'; Command = { $own | Receive-RingExCall 191888101 -Parked }; From = 'ReceiveRingExCall'; Category = 'InvalidOperation'; Message = '*refused to pick the call up*not be parked*'; Target = '<own>'; Sent = 1 }
        @{ Id = 'ActionRefused'; Case = 'rejecting what does not ring'; Command = { $own | Deny-RingExCall }; From = 'DenyRingExCall'; Category = 'InvalidOperation'; Message = '*refused to reject*'; Target = '<own>'; Sent = 1 }
        @{ Id = 'ActionRefused'; Case = 'a reply to what does not ring'; Command = { $own | Send-RingExCallReply 'private words' }; From = 'SendRingExCallReply'; Category = 'InvalidOperation'; Message = '*refused to reply to the call with a text (*'; Target = '<own>'; Sent = 1 }
        @{ Id = 'ActionRefused'; Case = 'a conference that cannot be opened'; Command = { $sandbox.AddFault(@{ Kind = 'Refused' }); New-RingExConference }; From = 'NewRingExConference'; Category = 'InvalidOperation'; Message = '*refused to open a conference*'; Sent = 1 }
        @{ Id = 'OutcomeUnknown'; Case = 'a connection that broke after a session was ended'; Command = { $sandbox.AddFault(@{ Kind = 'DropAfterHandling' }); $own | Stop-RingExCallSession -Force }; From = 'StopRingExCallSession'; Category = 'OperationTimeout'; Message = '*not repeated*Look with Get-RingExCallSession s-* before you try again.'; Target = '<own>'; Sent = 1 }
        @{ Id = 'OutcomeUnknown'; Case = 'a 500 for taking a party off'; Command = { $sandbox.AddFault(@{ Kind = 'ServerError' }); $own | Remove-RingExCallParty -Force }; From = 'RemoveRingExCallParty'; Category = 'OperationTimeout'; Message = '*not repeated*'; Target = '<own>'; Sent = 1 }
        @{ Id = 'OutcomeUnknown'; Case = 'a connection that broke before a transfer'; Command = { $sandbox.AddFault(@{ Kind = 'DropBeforeHandling' }); $own | Move-RingExCallParty 2125550123 }; From = 'MoveRingExCallParty'; Category = 'OperationTimeout'; Message = '*transfer the call to `*`*`*`*`*`*0123*not repeated*'; Target = '<own>'; Sent = 1 }
        @{ Id = 'OutcomeUnknown'; Case = 'a 502 for parking'; Command = { $sandbox.AddFault(@{ Kind = 'ServerError'; StatusCode = 502 }); $own | Move-RingExCallParty -Park }; From = 'MoveRingExCallParty'; Category = 'OperationTimeout'; Message = '*not repeated*'; Target = '<own>'; Sent = 1 }
        @{ Id = 'OutcomeUnknown'; Case = 'a broken connection while listening in'; Command = { $sandbox.AddFault(@{ Kind = 'DropAfterHandling' }); Add-RingExCallSupervisor 191888101 $held.TelephonySessionId }; From = 'AddRingExCallSupervisor'; Category = 'OperationTimeout'; Message = '*not repeated*'; Target = '<held>'; Sent = 1 }
        @{ Id = 'OutcomeUnknown'; Case = 'a broken connection while a device dials'; Command = { $sandbox.AddFault(@{ Kind = 'DropAfterHandling' }); Start-RingExCall 191888101 2125550123 }; From = 'StartRingExCall'; Category = 'OperationTimeout'; Message = '*dial `*`*`*`*`*`*0123*not repeated*Look with Get-RingExActiveCall before you try again.'; Target = '191888101'; Sent = 1 }
        @{ Id = 'OutcomeUnknown'; Case = 'a 504 for a conference'; Command = { $sandbox.AddFault(@{ Kind = 'ServerError'; StatusCode = 504 }); New-RingExConference }; From = 'NewRingExConference'; Category = 'OperationTimeout'; Message = '*not repeated*'; Sent = 1 }
        @{ Id = 'OutcomeUnknown'; Case = 'an answer that broke off while answering'; Command = { $sandbox.AddFault(@{ Kind = 'TruncatedBody' }); $ringing | Receive-RingExCall }; From = 'ReceiveRingExCall'; Category = 'OperationTimeout'; Message = '*not repeated*'; Target = '<ringing>'; Sent = 1 }
        @{ Id = 'OutcomeUnknown'; Case = 'a hold whose repetition is refused'; Command = { $sandbox.AddFault(@{ Kind = 'DropAfterHandling' }); $own | Set-RingExCallParty -Hold On }; From = 'SetRingExCallParty'; Category = 'OperationTimeout'; Message = '*may have been done the first time*Get-RingExCallSession*'; Target = '<own>'; Sent = 2 }
        @{ Id = 'RateLimited'; Case = 'a storm of 429 over a session'; Command = { $sandbox.AddFault(@{ Kind = 'RateLimited'; Count = -1; RetryAfter = '0' }); $own | Stop-RingExCallSession -Force }; From = 'StopRingExCallSession'; Category = 'LimitsExceeded'; Message = 'Could not hang up*Nothing was done*Try again later*'; Target = '<own>'; Patience = 3 }
        @{ Id = 'RateLimited'; Case = 'a storm of 429 over RingEX''s listing'; Command = { $sandbox.AddFault(@{ Kind = 'RateLimited'; Count = -1; RetryAfter = '0' }); Get-RingExActiveCall }; From = 'GetRingExActiveCall'; Category = 'LimitsExceeded'; Message = '*Try again later*'; Patience = 3 }
        @{ Id = 'ServiceError'; Case = '503 again and again from RingEX'; Command = { $sandbox.AddFault(@{ Kind = 'Unavailable'; Count = -1; RetryAfter = '0' }); $own | Get-RingExCallParty }; From = 'GetRingExCallParty'; Category = 'ResourceUnavailable'; Message = 'Could not read the party*(503)*'; Target = '<own>'; Patience = 3 }
        @{ Id = 'ServiceError'; Case = 'a redirect from RingEX'; Command = { $sandbox.AddFault(@{ Kind = 'Redirect' }); $own | Get-RingExCallSession }; From = 'GetRingExCallSession'; Category = 'ResourceUnavailable'; Message = '*redirect*'; Target = '<own>'; Sent = 1 }
        @{ Id = 'ServiceError'; Case = 'an extension that there is not'; Command = { Get-RingExActiveCall -ExtensionId 999 }; From = 'GetRingExActiveCall'; Category = 'ObjectNotFound'; Message = '*does not know it*Check the ids*'; Target = '999'; Sent = 1 }
        @{ Id = 'ServiceError'; Case = 'a device that there is not'; Command = { Start-RingExCall 999 6505550123 }; From = 'StartRingExCall'; Category = 'ObjectNotFound'; Message = '*does not know it*Check the ids*'; Target = '999'; Sent = 1 }
        @{ Id = 'ServiceError'; Case = 'a park orbit that there is not: the service''s code and the parameter'; Command = { $own | Move-RingExCallParty -ParkOrbit 1000 }; From = 'MoveRingExCallParty'; Category = 'ResourceUnavailable'; Message = '*(400: CMN-101, parkOrbit)*'; Target = '<own>'; Sent = 1; Bad = $true }
        @{ Id = 'BadResponse'; Case = 'a web page for RingEX''s listing'; Command = { $sandbox.AddFault(@{ Kind = 'HtmlBody' }); Get-RingExActiveCall }; From = 'GetRingExActiveCall'; Category = 'InvalidData'; Message = 'Could not list the active calls*proxy*'; Sent = 1 }
        @{ Id = 'BadResponse'; Case = 'foreign JSON for RingEX''s listing'; Command = { $sandbox.AddFault(@{ Kind = 'ForeignJson' }); Get-RingExActiveCall }; From = 'GetRingExActiveCall'; Category = 'InvalidData'; Message = '*not a list of records*'; Sent = 1 }
        @{ Id = 'BadResponse'; Case = 'foreign JSON for a session'; Command = { $sandbox.AddFault(@{ Kind = 'ForeignJson' }); $own | Get-RingExCallSession }; From = 'GetRingExCallSession'; Category = 'InvalidData'; Message = 'Could not read the session*not a telephony session*'; Target = '<own>'; Sent = 1 }
        @{ Id = 'BadResponse'; Case = 'foreign JSON for a party'; Command = { $sandbox.AddFault(@{ Kind = 'ForeignJson' }); $own | Get-RingExCallParty }; From = 'GetRingExCallParty'; Category = 'InvalidData'; Message = 'Could not read the party*not a party*'; Target = '<own>'; Sent = 1 }
        @{ Id = 'BadResponse'; Case = 'nothing for a party'; Command = { $sandbox.AddFault(@{ Kind = 'EmptyBody' }); $own | Get-RingExCallParty }; From = 'GetRingExCallParty'; Category = 'InvalidData'; Message = 'Could not read the party*'; Target = '<own>'; Sent = 1 }
        @{ Id = 'BadResponse'; Case = 'a web page for a transfer'; Command = { $sandbox.AddFault(@{ Kind = 'HtmlBody' }); $own | Move-RingExCallParty -ExtensionNumber 104 }; From = 'MoveRingExCallParty'; Category = 'InvalidData'; Message = 'Nobody knows whether*Get-RingExCallSession*before you try again.'; Target = '<own>'; Sent = 1 }
        @{ Id = 'BadResponse'; Case = 'foreign JSON for muting'; Command = { $sandbox.AddFault(@{ Kind = 'ForeignJson' }); $own | Set-RingExCallParty -Muted On }; From = 'SetRingExCallParty'; Category = 'InvalidData'; Message = 'Nobody knows whether*not a party*'; Target = '<own>'; Sent = 1 }
        @{ Id = 'BadResponse'; Case = 'foreign JSON for a new recording'; Command = { $sandbox.AddFault(@{ Kind = 'ForeignJson'; PathContains = '/recordings' }); $own | Set-RingExCallRecording On }; From = 'SetRingExCallRecording'; Category = 'InvalidData'; Message = 'Nobody knows whether*not a recording*'; Target = '<own>'; Sent = 2 }
        @{ Id = 'BadResponse'; Case = 'foreign JSON for a conference'; Command = { $sandbox.AddFault(@{ Kind = 'ForeignJson' }); New-RingExConference }; From = 'NewRingExConference'; Category = 'InvalidData'; Message = 'Nobody knows whether*not a telephony session*Get-RingExActiveCall*'; Sent = 1 }
        @{ Id = 'InvalidPhoneNumber'; Case = 'a transfer to letters'; Command = { $own | Move-RingExCallParty nobody }; From = 'MoveRingExCallParty'; Category = 'InvalidArgument'; Message = '*-PhoneNumber*+16505550123*'; Target = '<own>'; Sent = 0 }
        @{ Id = 'InvalidPhoneNumber'; Case = 'a call to a short number'; Command = { Start-RingExCall 191888101 104 }; From = 'StartRingExCall'; Category = 'InvalidArgument'; Message = '*-PhoneNumber*'; Target = '191888101'; Sent = 0 }
        @{ Id = 'InvalidTelephonyId'; Case = 'a path for a session'; Command = { Get-RingExCallSession '../../extension' }; From = 'GetRingExCallSession'; Category = 'InvalidArgument'; Message = "-TelephonySessionId '../../extension'*s-a6abd24ca6774373a8120a3390d3cbe8*Get-RingExActiveCall*"; Target = '../../extension'; Sent = 0 }
        @{ Id = 'InvalidTelephonyId'; Case = 'a query for a party'; Command = { Get-RingExCallParty $own.TelephonySessionId 'p-1?x=1' }; From = 'GetRingExCallParty'; Category = 'InvalidArgument'; Message = "-PartyId 'p-*?x=*'*"; Target = '<own>'; Sent = 0 }
        @{ Id = 'InvalidTelephonyId'; Case = 'a path for a recording'; Command = { $own | Set-RingExCallRecording Off -RecordingId '1/2' }; From = 'SetRingExCallRecording'; Category = 'InvalidArgument'; Message = '-RecordingId*'; Target = '<own>'; Sent = 0 }
        @{ Id = 'InvalidTelephonyId'; Case = 'a blank in a conference'; Command = { $own | Add-RingExCallParty 'my conference' }; From = 'AddRingExCallParty'; Category = 'InvalidArgument'; Message = "-Conference 'my conference'*"; Target = '<own>'; Sent = 0 }
        @{ Id = 'InvalidTelephonyId'; Case = 'a second session'; Command = { $own | Move-RingExCallParty -ToTelephonySessionId 's 1' -ToPartyId p-1 }; From = 'MoveRingExCallParty'; Category = 'InvalidArgument'; Message = '-ToTelephonySessionId*'; Target = '<own>'; Sent = 0 }
        @{ Id = 'MissingArgument'; Case = 'no session'; Command = { Get-RingExCallSession }; From = 'GetRingExCallSession'; Category = 'InvalidArgument'; Message = '-TelephonySessionId is missing*Get-RingExActiveCall | *'; Sent = 0 }
        @{ Id = 'MissingArgument'; Case = 'no party'; Command = { $own.TelephonySessionId | Get-RingExCallParty }; From = 'GetRingExCallParty'; Category = 'InvalidArgument'; Message = '-PartyId is missing*Get-RingExCallSession*Parties*'; Target = '<own>'; Sent = 0 }
        @{ Id = 'MissingArgument'; Case = 'nothing to set of a party'; Command = { $own | Set-RingExCallParty }; From = 'SetRingExCallParty'; Category = 'InvalidArgument'; Message = '*-Hold $true*'; Sent = 0; Ends = $true }
        @{ Id = 'MissingArgument'; Case = 'no destination of a transfer'; Command = { $own | Move-RingExCallParty }; From = 'MoveRingExCallParty'; Category = 'InvalidArgument'; Message = '*-PhoneNumber*'; Target = '<own>'; Sent = 0 }
        @{ Id = 'MissingArgument'; Case = 'no state of RingEX''s recording'; Command = { $own | Set-RingExCallRecording }; From = 'SetRingExCallRecording'; Category = 'InvalidArgument'; Message = '*-State On*'; Sent = 0; Ends = $true }
        @{ Id = 'MissingArgument'; Case = 'no device of the supervisor''s'; Command = { $own | Add-RingExCallSupervisor }; From = 'AddRingExCallSupervisor'; Category = 'InvalidArgument'; Message = '-DeviceId*'; Target = '<own>'; Sent = 0 }
        @{ Id = 'MissingArgument'; Case = 'nobody to listen to, of one party'; Command = { Add-RingExCallSupervisor 191888101 $own.TelephonySessionId -PartyId $own.PartyId }; From = 'AddRingExCallSupervisor'; Category = 'InvalidArgument'; Message = '-AgentExtensionId*'; Target = '<own>'; Sent = 0 }
        @{ Id = 'MissingArgument'; Case = 'no device that dials'; Command = { Start-RingExCall -PhoneNumber 6505550123 }; From = 'StartRingExCall'; Category = 'InvalidArgument'; Message = '-DeviceId*'; Sent = 0 }
        @{ Id = 'MissingArgument'; Case = 'nobody to dial'; Command = { Start-RingExCall 191888101 }; From = 'StartRingExCall'; Category = 'InvalidArgument'; Message = '-PhoneNumber*'; Sent = 0 }
        @{ Id = 'MissingArgument'; Case = 'no conference'; Command = { $own | Add-RingExCallParty }; From = 'AddRingExCallParty'; Category = 'InvalidArgument'; Message = '-Conference*New-RingExConference*'; Target = '<own>'; Sent = 0 }
        @{ Id = 'MissingArgument'; Case = 'no device for a parked call'; Command = { $own | Receive-RingExCall -Parked }; From = 'ReceiveRingExCall'; Category = 'InvalidArgument'; Message = '-DeviceId*'; Target = '<own>'; Sent = 0 }
        @{ Id = 'MissingArgument'; Case = 'no device to pass by'; Command = { $own | Deny-RingExCall -Ignore }; From = 'DenyRingExCall'; Category = 'InvalidArgument'; Message = '-DeviceId*'; Target = '<own>'; Sent = 0 }
        @{ Id = 'MissingArgument'; Case = 'no text of a reply'; Command = { $own | Send-RingExCallReply ' ' }; From = 'SendRingExCallReply'; Category = 'InvalidArgument'; Message = '-Text*-Pattern*'; Sent = 0; Ends = $true }
        @{ Id = 'InvalidArgument'; Case = 'a reply of two lines'; Command = { $own | Send-RingExCallReply "a`nb" }; From = 'SendRingExCallReply'; Category = 'InvalidArgument'; Message = '-Text*one line*'; Sent = 0; Ends = $true }
        @{ Id = 'InvalidArgument'; Case = 'a time that the reply does not have'; Command = { $own | Send-RingExCallReply -Pattern InAMeeting -Time 5 }; From = 'SendRingExCallReply'; Category = 'InvalidArgument'; Message = '*-Time*WillCallYouBack or CallMeBack*'; Sent = 0; Ends = $true }
        @{ Id = 'InvalidArgument'; Case = 'a time of nothing'; Command = { $own | Send-RingExCallReply -Pattern CallMeBack -Time 0 }; From = 'SendRingExCallReply'; Category = 'InvalidArgument'; Message = '*-Time 0*'; Sent = 0; Ends = $true }
        @{ Id = 'InvalidArgument'; Case = 'an extension and the whole account'; Command = { Get-RingExActiveCall Account -ExtensionId 400415005001 }; From = 'GetRingExActiveCall'; Category = 'InvalidArgument'; Message = '*-ExtensionId*-Scope Account*'; Sent = 0 }
        @{ Id = 'InvalidArgument'; Case = 'an extension that is none'; Command = { Get-RingExActiveCall -ExtensionId 'Paco Vu' }; From = 'GetRingExActiveCall'; Category = 'InvalidArgument'; Message = '*-ExtensionId*digits*'; Target = 'Paco Vu'; Sent = 0 }
        @{ Id = 'InvalidArgument'; Case = 'a short number that is none'; Command = { $own | Move-RingExCallParty -ExtensionNumber 'Paco' }; From = 'MoveRingExCallParty'; Category = 'InvalidArgument'; Message = '*-ExtensionNumber*such as 102*'; Target = '<own>'; Sent = 0 }
        @{ Id = 'InvalidArgument'; Case = 'a voicemail that is none'; Command = { $own | Move-RingExCallParty -Voicemail 'Paco' }; From = 'MoveRingExCallParty'; Category = 'InvalidArgument'; Message = '*-Voicemail*digits*'; Target = '<own>'; Sent = 0 }
        @{ Id = 'InvalidArgument'; Case = 'a call connected to itself'; Command = { $own | Move-RingExCallParty -ToTelephonySessionId $own.TelephonySessionId -ToPartyId $own.PartyId }; From = 'MoveRingExCallParty'; Category = 'InvalidArgument'; Message = '*very session*'; Target = '<own>'; Sent = 0 }
        @{ Id = 'InvalidArgument'; Case = 'a device that is none'; Command = { Add-RingExCallSupervisor 'my phone' $own.TelephonySessionId }; From = 'AddRingExCallSupervisor'; Category = 'InvalidArgument'; Message = '*-DeviceId*digits*'; Target = '<own>'; Sent = 0 }
        @{ Id = 'InvalidArgument'; Case = 'a short number for one party'; Command = { $own | Add-RingExCallSupervisor 191888101 -AgentExtensionNumber 101 }; From = 'AddRingExCallSupervisor'; Category = 'InvalidArgument'; Message = '*-AgentExtensionNumber*-AgentExtensionId*'; Target = '<own>'; Sent = 0 }
        @{ Id = 'InvalidArgument'; Case = 'a session from the pipe and another one given'; Command = { $own | Stop-RingExCallSession $held.TelephonySessionId -Force }; From = 'StopRingExCallSession'; Category = 'InvalidArgument'; Message = '*-TelephonySessionId is given*pipe*'; Sent = 0; Ends = $true }
        @{ Id = 'InvalidArgument'; Case = 'an account for RingEX alone'; Command = { Connect-Rcx -RingExOnly -AccountId 12440011 }; From = 'ConnectRcx'; Category = 'InvalidArgument'; Message = '*-AccountId*-RingExOnly*'; Sent = 0; Ends = $true }
        @{ Id = 'InvalidArgument'; Case = 'watching for less than nothing'; Command = { Watch-RingExCallSession -Timeout -1 }; From = 'WatchRingExCallSession'; Category = 'InvalidArgument'; Message = '*-Timeout*'; Sent = 0; Ends = $true }
        @{ Id = 'InvalidArgument'; Case = 'watching an extension and the whole account'; Command = { Watch-RingExCallSession Account -ExtensionId 400415005001 }; From = 'WatchRingExCallSession'; Category = 'InvalidArgument'; Message = '*-ExtensionId*-Scope Account*'; Sent = 0 }
    )
}

BeforeAll {
    Import-Module RingCx.PowerShell
    Import-Module "$PSScriptRoot/Support.psm1"
    $ErrorActionPreference = 'Stop'

    # Ends the token that the sandbox has for -RingCentralToken, as the app's owner would.
    function Revoke-GivenToken($Sandbox) {
        $secrets = @(Get-SandboxSecret $Sandbox)
        $app = [pscredential]::new($Sandbox.ClientId, (ConvertTo-SecureString $secrets[0] -AsPlainText))
        $null = Invoke-RestMethod "$($Sandbox.Uri)restapi/oauth/revoke" -Method Post -Authentication Basic -Credential $app -AllowUnencryptedAuthentication -Body @{ token = $secrets[3] }
    }
}

Describe 'Errors' {
    BeforeEach {
        $sandbox = $null
    }

    AfterEach {
        if ($sandbox) {
            $sandbox.ClearFaults()
            Stop-TestSandbox $sandbox -AllowBadRequest:([bool] $Bad)
        }
    }

    It '<Id>: <Case>' -ForEach $errors {
        # What is tried for as long as the patience lasts need not take the usual three minutes here.
        $sandbox = Start-TestSandbox -Sandbox ($Options ?? @{}) -Connect @{ SupervisorPhone = '+15554150123'; RetryTimeout = $Patience ?? 180 }
        $uii = Get-TestUii $sandbox
        $waiting = Get-TestUii $sandbox Waiting
        $own = Get-TestParty $sandbox
        $ringing = Get-TestParty $sandbox Ringing
        $held = Get-TestParty $sandbox OnHold
        $run = Invoke-Collected $Command
        $run.Output | Should -BeNullOrEmpty
        $run.Errors | Should -HaveCount 1
        $failure = $run.Errors[0]
        $failure.FullyQualifiedErrorId | Should -BeExactly "$Id,RingCx.Commands.${From}Command"
        "$($failure.CategoryInfo.Category)" | Should -BeExactly $Category
        $failure.Exception.Message | Should -BeLike $Message
        $failure.Exception.GetType().FullName | Should -BeExactly 'RingCx.RcxException'
        [bool] $run.Thrown | Should -Be ([bool] $Ends)
        foreach ($secret in (Get-SandboxSecret $sandbox)) {
            "$($failure | Format-List * -Force | Out-String)".Contains($secret) | Should -BeFalse
        }

        if ($null -ne $Target) {
            "$($failure.TargetObject)" | Should -BeExactly $Target.Replace('<uii>', $uii).Replace('<waiting>', $waiting).Replace('<own>', $own.TelephonySessionId).Replace(
                '<ringing>', $ringing.TelephonySessionId).Replace('<held>', $held.TelephonySessionId)
        }

        if ($null -ne $Sent) {
            @(Get-SentRequest $sandbox) | Should -HaveCount $Sent
        }
    }

    It 'has a test for every id' -TestCases @{ tested = @($errors.Id | Sort-Object -Unique) } {
        # The ids are part of the contract; where the sources are in reach they tell whether one has been added.
        $known = 'AccountNotChosen', 'ActionRefused', 'AgentNotOnCall', 'AuditNotWritten', 'AuthenticationFailed', 'BadResponse', 'CallNotFound', 'CommandNotThere', 'CredentialsNotRead', 'FileNotRead', 'FileNotWritten', 'InvalidAccountId', 'InvalidArgument',
        'InvalidCsv', 'InvalidDisposition', 'InvalidPath', 'InvalidPhoneNumber', 'InvalidRingDuration', 'InvalidTelephonyId', 'InvalidUii', 'InvalidUri', 'MissingArgument', 'NameNotFound',
        'NotConnected', 'NoTerminal', 'OutcomesFailed', 'OutcomeUnknown', 'PermissionDenied', 'RateLimited', 'RecordingNotResumed', 'SandboxNotStarted', 'ServiceError', 'TokenCacheUnavailable', 'WaitTimeout'
        $tested | Should -Be $known
        $source = Join-Path $PSScriptRoot '../../src/RingCx.PowerShell/Errors/ErrorIds.cs'
        if (Test-Path $source) {
            $ids = [regex]::Matches((Get-Content $source -Raw), 'const string (\w+)').ForEach({ $_.Groups[1].Value })
            $ids | Sort-Object | Should -Be $known
        }
    }
}

Describe 'What is repeated' {
    BeforeEach {
        $sandbox = Start-TestSandbox -Connect @{ SupervisorPhone = '+15554150123'; RetryTimeout = 5 }
        $uii = Get-TestUii $sandbox
    }

    AfterEach {
        $sandbox.ClearFaults()
        Stop-TestSandbox $sandbox
    }

    It '<Command> after <Kind>' -ForEach @(
        @{ Kind = 'ServerError'; Command = { Set-RcxCallHold -Uii $uii On } }
        @{ Kind = 'ServerError'; Command = { Get-RcxActiveCall -First 1 } }
        @{ Kind = 'DropAfterHandling'; Command = { Ping-RcxCall -Uii $uii } }
        @{ Kind = 'DropBeforeHandling'; Command = { Set-RcxCallRecording -Uii $uii Off } }
        @{ Kind = 'DropBeforeHandling'; Command = { Get-RcxQueue -Name Sales } }
        @{ Kind = 'DropAfterHandling'; Command = { Get-RcxActiveCall -First 1 } }
        @{ Kind = 'TruncatedBody'; Command = { Ping-RcxCall -Uii $uii } }
        @{ Kind = 'RateLimited'; Command = { Stop-RcxCall -Uii $uii -Force } }
        @{ Kind = 'RateLimited'; Command = { Add-RcxCallSession -Uii $uii Monitor } }
        @{ Kind = 'Unavailable'; Command = { Set-RcxDisposition -Uii $uii SALE } }
        @{ Kind = 'Unauthorized'; Command = { Stop-RcxCall -Uii $uii -Force } }
    ) {
        $fault = @{ Kind = $Kind }
        if ($Kind -in 'RateLimited', 'Unavailable') { $fault.RetryAfter = '0' }
        $sandbox.AddFault($fault)
        $run = Invoke-Collected $Command
        $run.Errors | Should -BeNullOrEmpty
        $run.Output | Should -HaveCount 1
        # A lookup of queues reads on until a page brings nothing.
        @(Get-SentRequest $sandbox '/voice/*') | Should -HaveCount $(if ("$Command" -like '*Get-RcxQueue*') { 3 } else { 2 })
    }

    It 'recording, after a connection that broke when it was done: the state is right' {
        # The service says false to what is so already; what the user asked for is so.
        $sandbox.AddFault(@{ Kind = 'DropAfterHandling' })
        $null = Invoke-Collected { Set-RcxCallRecording -Uii $uii Off }
        @(Get-SentRequest $sandbox '*/toggleCallRecording*') | Should -HaveCount 2
        (Get-CallState $sandbox $uii).IsRecording | Should -BeFalse
    }

    It 'does not say that nothing was done where an answer was lost before: <Kind>' -ForEach @(
        @{ Kind = 'RateLimited'; Id = 'RateLimited' }
        @{ Kind = 'Forbidden'; Id = 'PermissionDenied' }
        @{ Kind = 'NotFound'; Id = 'CallNotFound' }
    ) {
        $sandbox.AddFault(@{ Kind = 'DropAfterHandling'; PathContains = '/pingCall' })
        $sandbox.AddFault(@{ Kind = $Kind; Count = -1; RetryAfter = '0'; PathContains = '/pingCall' })
        $run = Invoke-Collected { Ping-RcxCall -Uii $uii }
        $run.Errors[0].FullyQualifiedErrorId | Should -BeLike "$Id,*"
        $run.Errors[0].Exception.Message | Should -BeLike '*may have been carried out*'
        $run.Errors[0].Exception.Message | Should -Not -BeLike '*Nothing was done*'
    }

    It 'honours Retry-After' {
        $sandbox.AddFault(@{ Kind = 'RateLimited'; RetryAfter = '1' })
        $null = Ping-RcxCall -Uii $uii
        $at = @($sandbox.GetRequests() | Where-Object Target -Like '*/pingCall').At
        ($at[1] - $at[0]).TotalSeconds | Should -BeGreaterOrEqual 0.95
    }

    It 'gives up a listing that breaks again and again with one error' {
        $sandbox.AddFault(@{ Kind = 'Unavailable'; Count = -1; RetryAfter = '0'; PathContains = '/list' })
        $run = Invoke-Collected { Get-RcxActiveCall }
        $run.Errors.FullyQualifiedErrorId | Should -Be 'ServiceError,RingCx.Commands.GetRcxActiveCallCommand'
    }
}

Describe 'One record for each item' {
    BeforeEach {
        $sandbox = Start-TestSandbox -Connect @{ SupervisorPhone = '+15554150123'; RetryTimeout = 5 }
        $uiis = @($sandbox.GetCalls().Uii)
    }

    AfterEach {
        $sandbox.ClearFaults()
        Stop-TestSandbox $sandbox
    }

    It 'goes on with the next after <Id>' -ForEach @(
        @{ Id = 'CallNotFound'; Fault = @{ Kind = 'NotFound' } }
        @{ Id = 'PermissionDenied'; Fault = @{ Kind = 'Forbidden' } }
        @{ Id = 'ActionRefused'; Fault = @{ Kind = 'Refused' } }
        @{ Id = 'BadResponse'; Fault = @{ Kind = 'HtmlBody' } }
        @{ Id = 'OutcomeUnknown'; Fault = @{ Kind = 'ServerError' } }
        @{ Id = 'AuthenticationFailed'; Fault = @{ Kind = 'Unauthorized'; Count = 2 } }
        @{ Id = 'RateLimited'; Fault = @{ Kind = 'RateLimited'; Count = -1; RetryAfter = '0' } }
        @{ Id = 'ServiceError'; Fault = @{ Kind = 'Unavailable'; Count = 7; RetryAfter = '0' } }
    ) {
        # The second call of four has bad luck.
        $Fault.PathContains = "$($uiis[1])/hangupCall"
        $sandbox.AddFault($Fault)
        $run = Invoke-Collected { $uiis[0..3] | Stop-RcxCall -Force }
        $run.Thrown | Should -BeNullOrEmpty
        $run.Output.Uii | Should -Be $uiis[0, 2, 3]
        $run.Errors | Should -HaveCount 1
        $run.Errors[0].FullyQualifiedErrorId | Should -BeExactly "$Id,RingCx.Commands.StopRcxCallCommand"
        $run.Errors[0].TargetObject | Should -BeExactly $uiis[1]
    }

    It 'continues after an invalid uii and an invalid phone number' {
        $run = Invoke-Collected { $uiis[0], 'a b', $uiis[1] | Ping-RcxCall }
        $run.Output.Uii | Should -Be $uiis[0, 1]
        $run.Errors.FullyQualifiedErrorId | Should -Be 'InvalidUii,RingCx.Commands.PingRcxCallCommand'
        $rows = [pscustomobject] @{ Uii = $uiis[0]; Phone = 'nobody' }, [pscustomobject] @{ Uii = $uiis[1]; Phone = '6505550123' }
        $run = Invoke-Collected { $rows | Remove-RcxCallSession }
        $run.Errors.FullyQualifiedErrorId | Should -Be @('InvalidPhoneNumber,RingCx.Commands.RemoveRcxCallSessionCommand', 'ActionRefused,RingCx.Commands.RemoveRcxCallSessionCommand')
    }

    It 'goes on after an ended one of several in -Uii' {
        $sandbox.EndCall($uiis[1])
        $run = Invoke-Collected { Ping-RcxCall -Uii $uiis[0..2] }
        $run.Output.Uii | Should -Be $uiis[0, 2]
        $run.Errors.TargetObject | Should -Be $uiis[1]
    }

    It 'ends at the first with -ErrorAction Stop' {
        $sandbox.EndCall($uiis[1])
        $run = Invoke-Collected { $uiis[0..3] | Ping-RcxCall -ErrorAction Stop }
        $run.Thrown | Should -Not -BeNullOrEmpty
        $run.Thrown.FullyQualifiedErrorId | Should -BeExactly 'CallNotFound,RingCx.Commands.PingRcxCallCommand'
        $run.Output.Uii | Should -Be $uiis[0]
        @(Get-SentRequest $sandbox) | Should -HaveCount 2
    }

    It 'is silent with -ErrorAction Ignore, and leaves the error in -ErrorVariable' {
        $sandbox.EndCall($uiis[0])
        Ping-RcxCall -Uii $uiis[0] -ErrorAction SilentlyContinue -ErrorVariable failures | Should -BeNullOrEmpty
        $failures | Should -HaveCount 1
        $failures[0].TargetObject | Should -BeExactly $uiis[0]
        Ping-RcxCall -Uii $uiis[0] -ErrorAction Ignore | Should -BeNullOrEmpty
    }

    It 'can be caught by id, as a runbook does' {
        $sandbox.EndCall($uiis[0])
        $caught = try { Ping-RcxCall -Uii $uiis[0] -ErrorAction Stop } catch [RingCx.RcxException] { $_.FullyQualifiedErrorId.Split(',')[0] }
        $caught | Should -BeExactly 'CallNotFound'
    }
}

Describe 'Connections that fail' {
    It 'leaves no connection behind, so that the next command cannot act on the account of the one before' {
        $sandbox = Start-TestSandbox
        try {
            $before = Get-RcxConnection
            $run = Invoke-Collected { Connect-Rcx -RingCentralToken 'wrong' -NoDefault }
            $run.Thrown.FullyQualifiedErrorId | Should -BeLike 'AuthenticationFailed,*'
            Get-RcxConnection | Should -Be $before
            $run = Invoke-Collected { Connect-Rcx -RingCentralToken 'wrong' }
            $run.Thrown.FullyQualifiedErrorId | Should -BeLike 'AuthenticationFailed,*'
            Get-RcxConnection | Should -BeNullOrEmpty
            $before | Disconnect-Rcx
        }
        finally {
            Stop-TestSandbox $sandbox
        }
    }

    It 'is quiet when there is nothing to disconnect' {
        Disconnect-Rcx
        $run = Invoke-Collected { Disconnect-Rcx }
        $run.Errors | Should -BeNullOrEmpty
        Get-RcxConnection | Should -BeNullOrEmpty
    }

    It 'warns when the token cannot be revoked, and forgets it all the same' {
        $sandbox = Start-TestSandbox
        $connection = Get-RcxConnection
        $sandbox.AddFault(@{ Kind = 'Unavailable'; Count = -1; RetryAfter = '0'; PathContains = 'revoke' })
        try {
            $run = Invoke-Collected { Disconnect-Rcx }
        }
        finally {
            $sandbox.ClearFaults()
            Stop-TestSandbox $sandbox
        }

        $run.Errors | Should -BeNullOrEmpty
        $run.Warnings | Should -HaveCount 1
        $run.Warnings[0] | Should -BeLike '*could not be revoked*'
        $connection.IsOpen | Should -BeFalse
        Get-RcxConnection | Should -BeNullOrEmpty
    }
}

Describe 'Phone numbers' {
    BeforeAll {
        $sandbox = Start-TestSandbox
        $uii = Get-TestUii $sandbox
    }

    BeforeEach {
        Clear-SentRequest $sandbox
    }

    AfterAll {
        Stop-TestSandbox $sandbox
    }

    It 'takes what people paste: <Given>' -ForEach @(
        @{ Given = '6505550101'; Sent = '6505550101' }
        @{ Given = '+16505550102'; Sent = '+16505550102' }
        @{ Given = '(650) 555-0103'; Sent = '6505550103' }
        @{ Given = '+1 (650) 555-0104'; Sent = '+16505550104' }
        @{ Given = '650.555.0105'; Sent = '6505550105' }
        @{ Given = ' 650 555 0106 '; Sent = '6505550106' }
        @{ Given = '[650] 555–0107'; Sent = '6505550107' }
        @{ Given = "650`u{A0}555`u{2011}0108"; Sent = '6505550108' }
        @{ Given = "`u{202A}+16505550109`u{202C}"; Sent = '+16505550109' }
        @{ Given = 6505550110; Sent = '6505550110' }
        @{ Given = '5550111'; Sent = '5550111' }
        @{ Given = '+44 (0)20 7946 0018'; Sent = '+442079460018' }
        @{ Given = '+1.6505550112'; Sent = '+16505550112' }
        @{ Given = [double] 6505550113; Sent = '6505550113' }
        @{ Given = [decimal] 6505550114; Sent = '6505550114' }
        @{ Given = [bigint] 6505550115; Sent = '6505550115' }
    ) {
        $run = Invoke-Collected { Add-RcxCallSession -Uii $uii Monitor $Given }
        $run.Errors | Should -BeNullOrEmpty
        (Get-SentRequest $sandbox).Query['destination'] | Should -BeExactly $Sent
        $run.Output[0].Phone | Should -BeExactly $Sent
    }

    It 'refuses before anything is sent: <Given>' -ForEach @(
        @{ Given = '555010' }
        @{ Given = '1234555010123456' }
        @{ Given = '+05550100123' }
        @{ Given = '1-800-555-FLOW' }
        @{ Given = '650+5550123' }
        @{ Given = '++16505550123' }
        @{ Given = '6505550123#4' }
        @{ Given = '6505550123;ext=4' }
        @{ Given = '+' }
        @{ Given = 'sip:sam@sandbox.example' }
        @{ Given = '٦٥٠٥٥٥٠١٢٣' }
        @{ Given = '6505550123.0' }
        @{ Given = '6505550123.00' }
        @{ Given = '+1 (650) 555-0123.0' }
        @{ Given = 6505550123.5 }
        @{ Given = '6.50555E+09' }
        @{ Given = '+44 (020) 7946 0018' }
        @{ Given = "`u{202E}6505550123" }
    ) {
        $run = Invoke-Collected { Add-RcxCallSession -Uii $uii Monitor $Given }
        $run.Output | Should -BeNullOrEmpty
        $run.Errors.FullyQualifiedErrorId | Should -Be 'InvalidPhoneNumber,RingCx.Commands.AddRcxCallSessionCommand'
        $run.Errors[0].Exception.Message | Should -BeLike '*+16505550123*'
        Get-SentRequest $sandbox | Should -BeNullOrEmpty
    }

    It 'names the character that does not belong there, even an invisible one: <Says>' -ForEach @(
        @{ Given = '2125550177x4'; Says = "'x' (U+0078, character 11)" }
        @{ Given = "212`n5550177"; Says = 'an invisible character (U+000A, character 4)' }
        @{ Given = "`u{202E}2125550177"; Says = 'an invisible character (U+202E, character 1)' }
        @{ Given = '2125550177.0'; Says = 'decimal point' }
    ) {
        foreach ($run in (Invoke-Collected { Add-RcxCallSession -Uii $uii Monitor $Given }), (Invoke-Collected { Connect-Rcx -Sandbox -NoDefault -SupervisorPhone $Given })) {
            $run.Errors[0].FullyQualifiedErrorId | Should -BeLike 'InvalidPhoneNumber,*'
            $run.Errors[0].Exception.Message.Contains($Says) | Should -BeTrue -Because $run.Errors[0].Exception.Message
            $run.Errors[0].Exception.Message | Should -Not -Match "212555|`u{202E}"
        }
    }

    It 'has one rule for commands and scripts: <_>' -ForEach '(650) 555-0123', '6505550123.0', '+44 (0)20 7946 0019', '6505550123 x4', '6.50555E+09', '' {
        $read = [RingCx.RcxInput]::PhoneNumber($_)
        $run = Invoke-Collected { Add-RcxCallSession -Uii $uii Monitor $_ }
        $run.Output.Phone | Should -BeExactly $read.Value
        if ($read.IsValid) { $run.Errors | Should -BeNullOrEmpty }
        elseif ($_) { $run.Errors[0].Exception.Message.Contains($read.Problem) | Should -BeTrue }
        "$read" | Should -Not -Match '650555'
    }

    It 'masks the number in the message' {
        $run = Invoke-Collected { Start-RcxCall sam.rivera@sandbox.example '2125550177 x' 4155550199 }
        $run.Errors[0].Exception.Message | Should -BeLike '*-Destination*0177*'
        "$($run.Errors[0] | Format-List * -Force | Out-String)" | Should -Not -Match '212555'
        $run = Invoke-Collected { Test-RcxQueue '8005550177 x' }
        "$($run.Errors[0].TargetObject) $($run.Errors[0].Exception.Message)" | Should -Not -Match '800555'
    }

    It 'checks -CallerId and -DestinationNumber too' {
        $run = Invoke-Collected { Start-RcxCall sam.rivera@sandbox.example 6505550123 'me' }
        $run.Errors[0].FullyQualifiedErrorId | Should -BeLike 'InvalidPhoneNumber,*'
        $run.Errors[0].Exception.Message | Should -BeLike '*-CallerId*'
        $run = Invoke-Collected { Start-RcxCall sam.rivera@sandbox.example 6505550123 }
        $run.Errors[0].Exception.Message | Should -BeLike '*-CallerId is missing*'
        $run = Invoke-Collected { Test-RcxQueue Sales }
        $run.Errors[0].FullyQualifiedErrorId | Should -BeLike 'InvalidPhoneNumber,*'
        Get-SentRequest $sandbox | Should -BeNullOrEmpty
    }
}

Describe 'Times, durations and numbers' {
    BeforeAll {
        $sandbox = Start-TestSandbox
        $uii = Get-TestUii $sandbox
        Clear-SentRequest $sandbox
    }

    AfterAll {
        Stop-TestSandbox $sandbox
    }

    It 'refuses <Command>' -ForEach @(
        @{ Command = { Set-RcxDisposition -Uii $uii CALLBACK -CallbackTime 'tomorrow' }; Message = '*2026-12-24 14:30*' }
        @{ Command = { Set-RcxDisposition -Uii $uii CALLBACK -CallbackTime '03/04/2026 14:30' }; Message = '*read in two ways*year first*' }
        @{ Command = { Set-RcxDisposition -Uii $uii CALLBACK -CallbackTime '12/24/2026 14:30' }; Message = '*year first*' }
        @{ Command = { Set-RcxDisposition -Uii $uii CALLBACK -CallbackTime '24.12.2026 14:30' }; Message = '*year first*' }
        @{ Command = { Set-RcxDisposition -Uii $uii CALLBACK -CallbackTime '03-04-2026T14:30:00' }; Message = '*year first*' }
        @{ Command = { Set-RcxDisposition -Uii $uii CALLBACK -CallbackTime '26-12-24 14:30' }; Message = '*year first*' }
        @{ Command = { Set-RcxDisposition -Uii $uii CALLBACK -CallbackTime 46082.6 }; Message = '*spreadsheet*FromOADate*' }
        @{ Command = { Set-RcxDisposition -Uii $uii CALLBACK -CallbackTime '46082.6' }; Message = '*spreadsheet*FromOADate*' }
        @{ Command = { Set-RcxDisposition -Uii $uii CALLBACK -CallbackTime 46082 }; Message = '*spreadsheet*FromOADate*' }
        @{ Command = { Set-RcxDisposition -Uii $uii CALLBACK -CallbackTime '2026-12-24' }; Message = '*a date and a time*' }
        @{ Command = { Set-RcxDisposition -Uii $uii CALLBACK -CallbackTime '2026-12-24 14:30 PM' }; Message = '*a date and a time*' }
        @{ Command = { Set-RcxDisposition -Uii $uii CALLBACK -CallbackTime '2026-12-24 25:00' }; Message = '*a date and a time*' }
        @{ Command = { Set-RcxDisposition -Uii $uii CALLBACK -CallbackTime '2.02612E+13' }; Message = '*a date and a time*' }
        @{ Command = { Set-RcxDisposition -Uii $uii CALLBACK -CallbackTime ([timespan] '14:30') }; Message = '*a date and a time*' }
        @{ Command = { Move-RcxCall -Uii $uii 12.5 }; Message = '*Get-RcxQueue*' }
        @{ Command = { Move-RcxCall -Uii $uii '1e3' }; Message = '*Get-RcxQueue*' }
        @{ Command = { Move-RcxCall -Uii $uii (Get-RcxQueue -Name S*) }; Message = '*several*Get-RcxQueue*'; Lists = $true }
        @{ Command = { Get-RcxActiveCall -Product ACD -ProductId 12.5 }; Message = '*whole number*' }
        @{ Command = { Get-RcxActiveCall -AgentName 'Vu', 'Vu [EU' }; Message = '*never closed*' }
        @{ Command = { Set-RcxDisposition -Uii $uii CALLBACK -CallbackTime '14:30' }; Message = '*a date and a time*' }
        @{ Command = { Set-RcxDisposition -Uii $uii CALLBACK -CallbackTime '2026-13-01 10:00' }; Message = '*a date and a time*' }
        @{ Command = { Start-RcxCall sam.rivera@sandbox.example 6505550123 4155550199 -Timeout 'soon' }; Message = '*00:00:30*' }
        @{ Command = { Test-RcxQueue 8005550100 -MaxQueueTime 'long' }; Message = '*Give seconds*' }
        @{ Command = { Move-RcxCall -Uii $uii Sales }; Message = '*Get-RcxQueue*' }
        @{ Command = { Move-RcxCall -Uii $uii 0 }; Message = '*Get-RcxQueue*' }
        @{ Command = { Add-RcxCallSession -Uii $uii Whisper }; Message = '*Monitor*Coaching*BargeIn*' }
        @{ Command = { Set-RcxCallHold -Uii $uii Perhaps }; Message = '*On*Off*' }
        @{ Command = { Get-RcxActiveCall -PageSize 0 }; Message = '*' }
        @{ Command = { Get-RcxActiveCall -Product ACD -ProductId -1 }; Message = '*' }
    ) {
        $run = Invoke-Collected $Command
        $run.Output | Should -BeNullOrEmpty
        $run.Errors | Should -HaveCount 1
        "$($run.Errors[0])" | Should -BeLike $Message
        Get-SentRequest $sandbox | Where-Object { $_.Path -notlike '*withChildren' } | Should -BeNullOrEmpty
    }

    It 'takes a time that cannot be misread, in any culture: <Given>' -ForEach @(
        @{ Given = '2026-04-03 14:30'; Sent = '20260403143000' }
        @{ Given = '2026-4-3 9:05:07'; Sent = '20260403090507' }
        @{ Given = ' 2026-04-03T14:30:00.500Z '; Sent = '20260403143000' }
        @{ Given = '2026-04-03 2:30 PM'; Sent = '20260403143000' }
        @{ Given = '2026-04-03 12:30 AM'; Sent = '20260403003000' }
        @{ Given = '2026/04/03 14:30'; Sent = '20260403143000' }
        @{ Given = '2026-04-03T14:30:00-07:00'; Sent = '20260403143000' }
        @{ Given = '3 Apr 2026 14:30'; Sent = '20260403143000' }
        @{ Given = 'April 3, 2026 2:30 PM'; Sent = '20260403143000' }
        @{ Given = 'Fri, 03 Apr 2026 14:30:00 GMT'; Sent = '20260403143000' }
        @{ Given = '20260403143000'; Sent = '20260403143000' }
        @{ Given = [double] 20260403143000; Sent = '20260403143000' }
        @{ Given = [bigint] 20260403143000; Sent = '20260403143000' }
        @{ Given = [datetime]::new(2026, 4, 3, 14, 30, 0, [System.DateTimeKind]::Local); Sent = '20260403143000' }
        @{ Given = [datetimeoffset]::new(2026, 4, 3, 14, 30, 0, [timespan]::FromHours(-11)); Sent = '20260403143000' }
    ) {
        $culture = [cultureinfo]::CurrentCulture
        foreach ($name in 'en-US', 'de-DE', 'fa-IR', 'th-TH') {
            Clear-SentRequest $sandbox
            try {
                [cultureinfo]::CurrentCulture = $name
                $run = Invoke-Collected { Set-RcxDisposition -Uii $uii CALLBACK -CallbackTime $Given }
            }
            finally {
                [cultureinfo]::CurrentCulture = $culture
            }

            $run.Errors | Should -BeNullOrEmpty
            @(Get-SentRequest $sandbox '*dispositionCall*').Query['callBackDTS'] | Should -BeExactly $Sent
            [RingCx.RcxInput]::CallbackTime($Given).Value.ToString('yyyyMMddHHmmss', [cultureinfo]::InvariantCulture) | Should -BeExactly $Sent
        }
    }
}

Describe 'Ids and names' {
    BeforeAll {
        $sandbox = Start-TestSandbox
        $uii = Get-TestUii $sandbox
        $queue = Get-RcxQueue | Select-Object -First 1
    }

    BeforeEach {
        Clear-SentRequest $sandbox
    }

    AfterAll {
        Stop-TestSandbox $sandbox
    }

    It 'takes a uii as <Name>' -ForEach @(
        @{ Name = 'a BigInteger'; Make = { [bigint]::Parse($uii) } }
        @{ Name = 'a text with blanks around it'; Make = { " $uii`r`n" } }
        @{ Name = 'an object whose uii is a BigInteger'; Make = { [pscustomobject] @{ Uii = [bigint]::Parse($uii) } } }
        @{ Name = 'JSON'; Make = { "{ `"uii`": $uii }" | ConvertFrom-Json } }
        @{ Name = 'a call of a job'; Make = { [System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize((Get-RcxActiveCall -Uii $uii))) } }
    ) {
        $given = & $Make
        (Ping-RcxCall -Uii $given).Uii | Should -BeExactly $uii
        ($given | Ping-RcxCall).Uii | Should -BeExactly $uii
    }

    It 'takes a uii as a number: <_>' -ForEach ([ulong]::MaxValue), ([long] 20260508104044), ([decimal] 20260508104044.00), ([double] 20260508104044), ([uint] 5), ([short] 5) {
        $text = ([bigint] $_).ToString()
        $run = Invoke-Collected { Ping-RcxCall -Uii $_ }
        $run.Errors.FullyQualifiedErrorId | Should -BeExactly 'CallNotFound,RingCx.Commands.PingRcxCallCommand'
        (Get-SentRequest $sandbox).Path | Should -BeLike "*/$text/pingCall"
    }

    It 'refuses a uii that has been rounded: <_>' -ForEach '202005081040440000000000000000', '2.02611E+29', ([double] 202005081040440132050000019657), ([bigint] [double] 202005081040440132050000019657), 20260508104044.5 {
        $run = Invoke-Collected { Stop-RcxCall -Uii $_ -Force }
        $run.Errors.FullyQualifiedErrorId | Should -BeExactly 'InvalidUii,RingCx.Commands.StopRcxCallCommand'
        $run.Errors[0].Exception.Message | Should -BeLike '*from where it came from, as a text*'
        Get-SentRequest $sandbox | Should -BeNullOrEmpty
        [RingCx.RcxInput]::Uii($_).IsValid | Should -BeFalse
    }

    It 'takes a queue''s id as <Name>' -ForEach @(
        @{ Name = 'a BigInteger'; Make = { [bigint] $queue.GateId } }
        @{ Name = 'a UInt64'; Make = { [ulong] $queue.GateId } }
        @{ Name = 'a double'; Make = { [double] $queue.GateId } }
        @{ Name = 'a decimal with zeros'; Make = { [decimal]::Parse("$($queue.GateId).00") } }
        @{ Name = 'a text with blanks'; Make = { " $($queue.GateId) " } }
        @{ Name = 'a queue'; Make = { $queue } }
        @{ Name = 'a list of one queue'; Make = { , @($queue) } }
        @{ Name = 'a queue of a job'; Make = { [System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize($queue)) } }
        @{ Name = 'a queue from JSON'; Make = { $queue | ConvertTo-Json | ConvertFrom-Json } }
    ) {
        $given = & $Make
        $run = Invoke-Collected { Get-RcxActiveCall -GateId $given }
        $run.Errors | Should -BeNullOrEmpty
        (Get-SentRequest $sandbox '*productId*')[0].Query['productId'] | Should -BeExactly "$($queue.GateId)"
    }

    It 'reports a bracket that is never closed with an error id of its own' {
        $run = Invoke-Collected { Get-RcxQueue -Name 'Support [EU' }
        $run.Errors.FullyQualifiedErrorId | Should -BeExactly 'InvalidArgument,RingCx.Commands.GetRcxQueueCommand'
        $run.Errors[0].Exception.Message | Should -BeLike "*'Support ``[EU'*never closed*"
        $run = Invoke-Collected { Get-RcxAgent -Name '[', 'Paco*' }
        $run.Errors.FullyQualifiedErrorId | Should -BeExactly 'InvalidArgument,RingCx.Commands.GetRcxAgentCommand'
        $run.Output.FirstName | Should -BeExactly 'Paco'
    }

    It 'tries brackets literally first: <Name>' -ForEach @(
        @{ Name = 'Support [EU]'; Found = 'Support [EU]' }
        @{ Name = 'support [eu]*'; Found = 'Support [EU]', 'Support [EU] 2' }
        @{ Name = 'Support [E'; Found = 'Support [E' }
        @{ Name = 'Support [US]'; Found = 'Support U' }
        @{ Name = 'Support `[EU`]'; Found = 'Support [EU]' }
        @{ Name = '*[2-3]'; Found = 'Support [EU] 2' }
        @{ Name = '[x'; Found = @() }
    ) {
        $type = [RingCx.RcxConnection].Assembly.GetType('RingCx.Arguments.NamePattern')
        $pattern = [System.Activator]::CreateInstance($type, $Name)
        [string[]] $names = 'Support E', 'Support U', 'Support [EU]', 'Support [EU] 2', 'Support [E'
        $self = [System.Func[string, System.Collections.Generic.IEnumerable[string]]] { param($name) , [string[]] $name }
        @($type.GetMethod('Find').MakeGenericMethod([string]).Invoke($pattern, @($names, $self))) | Should -BeExactly $Found
    }

    It 'still reads brackets as a wildcard, and a backtick before them' {
        (Get-RcxAgent -Name '[P]aco*').FirstName | Should -BeExactly 'Paco'
        Get-RcxAgent -Name '`[P`]aco*' | Should -BeNullOrEmpty
    }
}

Describe 'Values with surrounding text' {
    BeforeEach {
        $sandbox = Start-TestSandbox
    }

    AfterEach {
        Stop-TestSandbox $sandbox
    }

    It 'accepts a secret with what surrounds it in a file: <Around>' -ForEach @(
        @{ Around = 'a line break of Windows'; Before = ''; After = "`r`n" }
        @{ Around = 'blanks and a byte order mark'; Before = "$([char] 0xFEFF) "; After = " `t`n" }
    ) {
        $secrets = @(Get-SandboxSecret $sandbox)
        (Connect-Rcx -RingCentralToken "$Before$($secrets[3])$After" -PassThru).AccountId | Should -Be 12440011
        (Connect-Rcx -Jwt (ConvertTo-SecureString "$Before$($secrets[1])$After" -AsPlainText -Force) -AccountId " 12440011`n" -PassThru).AccountId | Should -Be 12440011
        (Connect-Rcx -ApiToken "$Before$($secrets[4])$After" -PassThru).AccountId | Should -Be 12440011
    }

    It 'uses an API token below the path that is given: <Path>' -ForEach @(
        @{ Path = ''; Sent = '/voice/api/v1/admin/accounts' }
        @{ Path = '/'; Sent = '/voice/api/v1/admin/accounts' }
        @{ Path = '/voice/api'; Sent = '/voice/api/v1/admin/accounts' }
        @{ Path = '/api/'; Sent = '/api/v1/admin/accounts' }
    ) {
        Clear-SentRequest $sandbox
        $null = Connect-Rcx -ApiToken @(Get-SandboxSecret $sandbox)[4] -BaseUri "$($env:RCX_BASE_URL.TrimEnd('/'))$Path" -PassThru
        @(Get-SentRequest $sandbox).Path | Should -Be $Sent
    }

    It 'says what to do instead of handing <What> to another process' -ForEach @(
        @{ What = 'a connection'; Make = { [System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize((Get-RcxConnection))) }; Message = '*copy of a connection*Connect-Rcx there*-TokenCache*' }
        @{ What = 'the text of a connection'; Make = { "$(Get-RcxConnection)" }; Message = '*not a connection*Connect-Rcx -PassThru*' }
    ) {
        $it = & $Make
        foreach ($command in { Get-RcxActiveCall -Connection $it }, { Ping-RcxCall -Uii (Get-TestUii $sandbox) -Connection $it }, { Disconnect-Rcx -Connection $it }, { Get-RingExActiveCall -Connection $it }) {
            Clear-SentRequest $sandbox
            $run = Invoke-Collected $command
            $run.Errors | Should -HaveCount 1
            "$($run.Errors[0])" | Should -BeLike $Message
            Get-SentRequest $sandbox | Should -BeNullOrEmpty
        }
    }

    It 'tells a job that was handed a connection' {
        $module = $env:RINGCX_TEST_MODULE
        $job = Start-Job { param($module, $connection) Import-Module $module; Get-RcxActiveCall -Connection $connection } -ArgumentList $module, (Get-RcxConnection)
        $run = Invoke-Collected { $job | Receive-Job -Wait -AutoRemoveJob }
        "$($run.Errors[0])" | Should -BeLike '*copy of a connection*'
    }
}

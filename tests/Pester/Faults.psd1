# What a fault of the sandbox comes to. Safe: for what may be repeated. Unsafe: for what may not. Null: nothing is wrong in the end.
@{
    Faults = @(
        @{ Fault = 'ServerError'; Options = @{ StatusCode = 500 }; Safe = $null; Unsafe = 'OutcomeUnknown' }
        @{ Fault = 'ServerError'; Options = @{ StatusCode = 502 }; Safe = $null; Unsafe = 'OutcomeUnknown' }
        @{ Fault = 'ServerError'; Options = @{ StatusCode = 504 }; Safe = $null; Unsafe = 'OutcomeUnknown' }
        @{ Fault = 'Unavailable'; Options = @{ RetryAfter = '0' }; Safe = $null; Unsafe = $null }
        @{ Fault = 'RateLimited'; Options = @{ RetryAfter = '0' }; Safe = $null; Unsafe = $null }
        @{ Fault = 'RateLimited'; Options = @{ RetryAfter = 'Wed, 21 Oct 2015 07:28:00 GMT' }; Safe = $null; Unsafe = $null }
        @{ Fault = 'Unauthorized'; Options = @{}; Safe = $null; Unsafe = $null }
        @{ Fault = 'Forbidden'; Options = @{}; Safe = 'PermissionDenied'; Unsafe = 'PermissionDenied' }
        @{ Fault = 'NotFound'; Options = @{}; Safe = 'CallNotFound'; Unsafe = 'CallNotFound' }
        @{ Fault = 'DropBeforeHandling'; Options = @{}; Safe = $null; Unsafe = 'OutcomeUnknown' }
        @{ Fault = 'DropAfterHandling'; Options = @{}; Safe = $null; Unsafe = 'OutcomeUnknown' }
        @{ Fault = 'TruncatedBody'; Options = @{}; Safe = $null; Unsafe = 'OutcomeUnknown' }
        @{ Fault = 'Latency'; Options = @{ Delay = 3 }; Safe = $null; Unsafe = 'OutcomeUnknown' }
        @{ Fault = 'SlowBody'; Options = @{ Delay = 30 }; Safe = $null; Unsafe = 'OutcomeUnknown' }
        @{ Fault = 'EmptyBody'; Options = @{}; Safe = 'BadResponse'; Unsafe = 'BadResponse' }
        @{ Fault = 'ForeignPage'; Options = @{ StatusCode = 404 }; Safe = $null; Unsafe = 'BadResponse' }
        @{ Fault = 'ForeignPage'; Options = @{ StatusCode = 403 }; Safe = $null; Unsafe = 'BadResponse' }
        @{ Fault = 'WrongEncoding'; Options = @{}; Safe = $null; Unsafe = 'OutcomeUnknown' }
        @{ Fault = 'DamagedGzip'; Options = @{}; Safe = $null; Unsafe = 'OutcomeUnknown' }
        @{ Fault = 'ForeignJson'; Options = @{}; Safe = 'BadResponse'; Unsafe = 'BadResponse' }
        @{ Fault = 'HtmlBody'; Options = @{}; Safe = 'BadResponse'; Unsafe = 'BadResponse' }
        @{ Fault = 'WrongContentType'; Options = @{}; Safe = $null; Unsafe = $null }
        @{ Fault = 'Redirect'; Options = @{}; Safe = 'ServiceError'; Unsafe = 'ServiceError' }
    )
}
